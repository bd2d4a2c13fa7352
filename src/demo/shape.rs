//! Shapes of families: who lives under one roof, and how often, by size, kind and cause.

use super::life::{Cause, Kind};
use super::plan::Slot;

/// Whom a shape holds besides the head.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kin {
    Spouse,
    /// A child at school or smaller.
    Child,
    /// A grown son, and his wife.
    Son,
    SonsWife,
    Grandchild,
    Father,
    Mother,
    Brother,
}

use Kin::{Brother, Child, Father, Grandchild, Mother, Son, SonsWife, Spouse};

/// A shape of family: how often, the head's age, and the others.
pub(super) struct Shape(
    pub(super) u32,
    pub(super) (i32, i32),
    pub(super) &'static [Kin],
);

const ONE: [Shape; 2] = [Shape(84, (62, 86), &[]), Shape(16, (45, 61), &[])];
const TWO: [Shape; 5] = [
    Shape(44, (62, 80), &[Spouse]),
    Shape(30, (46, 59), &[Spouse]),
    Shape(20, (36, 52), &[Mother]),
    Shape(18, (35, 48), &[Child]),
    Shape(10, (62, 74), &[Grandchild]),
];
const THREE: [Shape; 5] = [
    Shape(44, (33, 50), &[Spouse, Child]),
    Shape(26, (38, 54), &[Spouse, Mother]),
    Shape(22, (48, 59), &[Spouse, Son]),
    Shape(20, (63, 72), &[Spouse, Grandchild]),
    Shape(8, (36, 48), &[Child, Mother]),
];
const FOUR: [Shape; 4] = [
    Shape(48, (33, 48), &[Spouse, Child, Child]),
    Shape(46, (35, 50), &[Spouse, Child, Mother]),
    Shape(10, (50, 60), &[Spouse, Son, Grandchild]),
    Shape(8, (47, 50), &[Spouse, Son, Child]),
];
const FIVE: [Shape; 3] = [
    Shape(58, (34, 48), &[Spouse, Child, Child, Mother]),
    Shape(36, (36, 48), &[Spouse, Child, Father, Mother]),
    Shape(20, (52, 62), &[Spouse, Son, SonsWife, Grandchild]),
];
const SIX: [Shape; 2] = [
    Shape(62, (35, 46), &[Spouse, Child, Child, Father, Mother]),
    Shape(
        38,
        (52, 62),
        &[Spouse, Son, SonsWife, Grandchild, Grandchild],
    ),
];
const SEVEN: [Shape; 2] = [
    Shape(60, (36, 46), &[Spouse, Child, Child, Child, Father, Mother]),
    Shape(
        40,
        (52, 60),
        &[Spouse, Son, SonsWife, Grandchild, Grandchild, Mother],
    ),
];
/// 特困 of two: brothers who never married.
const BROTHERS: [Shape; 1] = [Shape(1, (60, 75), &[Brother])];
/// 缺劳力: the old, and the old with a child.
const OLD_TWO: [Shape; 2] = [
    Shape(3, (66, 80), &[Spouse]),
    Shape(1, (62, 74), &[Grandchild]),
];
/// Who has hands: below sixty.
const LABOUR_ONE: [Shape; 1] = [Shape(1, (40, 57), &[])];
const LABOUR_TWO: [Shape; 3] = [
    Shape(45, (44, 57), &[Spouse]),
    Shape(30, (35, 48), &[Child]),
    Shape(25, (36, 52), &[Mother]),
];

/// The shapes that size, kind and cause allow.
pub(super) fn shapes(slot: &Slot) -> &'static [Shape] {
    match (slot.size, slot.cause) {
        (1, cause) if cause.has_labour() => &LABOUR_ONE,
        (1, _) => &ONE,
        (2, _) if slot.kind == Kind::Tekun => &BROTHERS,
        (2, Cause::Labour) => &OLD_TWO,
        (2, Cause::Study) => &LABOUR_TWO[1..2],
        (2, cause) if cause.has_labour() => &LABOUR_TWO,
        (2, _) => &TWO,
        // A student has a school-child's family: the first shapes.
        (3, Cause::Study) => &THREE[..1],
        (4, Cause::Study) => &FOUR[..2],
        (5, Cause::Study) => &FIVE[..2],
        (6, Cause::Study) => &SIX[..1],
        (7, Cause::Study) => &SEVEN[..1],
        (3, _) => &THREE,
        (4, _) => &FOUR,
        (5, _) => &FIVE,
        (6, _) => &SIX,
        _ => &SEVEN,
    }
}

//! The program.

fn main() -> std::process::ExitCode {
    fupin::app::main(std::env::args_os())
}

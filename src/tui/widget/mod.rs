//! Parts that screens are made of. Each is a value with a picture; none knows a screen.

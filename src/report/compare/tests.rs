//! The pages of a comparison, tried on a made-up one.

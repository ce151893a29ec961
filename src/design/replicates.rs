//! A design that is known by its replicates alone: what their squares are multiplied with.

/// About what replicates are squared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Centre {
    /// Their mean.
    #[default]
    Mean,
    /// The statistic with the full weights.
    Full,
}

/// What squares of replicates are multiplied with.
#[derive(Debug, Clone, PartialEq)]
pub struct Scales {
    /// For all.
    pub scale: f64,
    /// For each.
    pub rscales: Vec<f64>,
    /// About what they are taken.
    pub centre: Centre,
}

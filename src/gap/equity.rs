//! Inequality over areas: how unevenly a figure is spread over places or ordered groups.
//!
//! What      simple gaps, mean distances, disproportion and slope measures over areas with populations
//! Formula   p_j share of people, y_j figure, μ = Σ p·y. Distance from best Σ p|y − best|; between-group variance Σ p(y − μ)²;
//!           index of disparity 100·Σ p|y − μ|/μ; Theil 1000·Σ p(y/μ)·ln(y/μ); mean log deviation 1000·Σ −p·ln(y/μ);
//!           PAR best − μ, PAF 100·PAR/μ. In order, with ridit b_j (share below plus half its own): y = a + SII·b by weighted
//!           least squares, RII (a + SII)/a or SII/μ, concentration index 2·Σ p·y·b/μ − 1. Shortfall Σ p·max(0, T − y)
//! Source    WHO Health Equity Assessment Toolkit, technical notes; Pamuk (1985) for SII; PHEindicatormethods
//! Checked   R: gap_areas, 1e-9 relative
//! Edges     no area, no people, or a figure that is no number: none. Relative measures are none where μ isn't above 0 or an area
//!           is 0 and its logarithm or its quotient is asked for; slopes are none with one area. They say nothing of sampling
//!           errors: that is [`super::Difference`]

/// Which way is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Better {
    /// More of it.
    More,
    /// Less of it.
    Less,
}

/// One area; areas come in their order, from the worst off to the best off, if they have one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Area {
    /// People, above 0.
    pub people: f64,
    /// The figure.
    pub value: f64,
}

/// How unevenly a figure is spread.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Inequality {
    /// Mean over people.
    pub mean: f64,
    /// Figure of the best area.
    pub best: f64,
    /// Figure of the worst area.
    pub worst: f64,
    /// Largest less smallest.
    pub gap: f64,
    /// Largest over smallest.
    pub ratio: Option<f64>,
    /// Mean distance of people's areas from the best one.
    pub from_best: f64,
    /// Mean distance of people's areas from the mean.
    pub from_mean: f64,
    /// Mean distance of areas, each counted once, from their own plain mean.
    pub from_mean_plain: f64,
    /// Distance from the mean in per cent of it.
    pub disparity: Option<f64>,
    /// Variance between areas.
    pub variance: f64,
    /// Its root in per cent of the mean.
    pub variation: Option<f64>,
    /// Theil index, in thousandths.
    pub theil: Option<f64>,
    /// Mean log deviation, in thousandths.
    pub log_deviation: Option<f64>,
    /// What the mean would gain if all were like the best.
    pub par: f64,
    /// The same in per cent of the mean.
    pub paf: Option<f64>,
}

/// How a figure goes with the order of areas.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Slope {
    /// Last less first.
    pub gap: f64,
    /// Last over first.
    pub ratio: Option<f64>,
    /// Slope index of inequality: the fitted difference from one end of the order to the other.
    pub sii: Option<f64>,
    /// Fitted end over fitted start.
    pub rii: Option<f64>,
    /// SII over the mean.
    pub rii_mean: Option<f64>,
    /// Concentration index, −1 to 1.
    pub concentration: Option<f64>,
    /// Concentration index times the mean.
    pub concentration_absolute: Option<f64>,
}

/// How far areas are from a target.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Shortfall {
    /// Mean over people of what is missing.
    pub mean: f64,
    /// Share of people in areas on the wrong side.
    pub people: f64,
}

/// Shares of people and their mean figure.
fn shares(areas: &[Area]) -> Option<(Vec<f64>, f64)> {
    let total: f64 = areas.iter().map(|a| a.people).sum();
    let sound = areas.iter().all(|a| a.people > 0.0 && a.value.is_finite());
    if areas.is_empty() || !sound || !total.is_finite() {
        return None;
    }
    let p: Vec<f64> = areas.iter().map(|a| a.people / total).collect();
    let mean = p.iter().zip(areas).map(|(p, a)| p * a.value).sum();
    Some((p, mean))
}

fn over(upper: f64, lower: f64) -> Option<f64> {
    let ratio = upper / lower;
    (lower > 0.0 && ratio.is_finite()).then_some(ratio)
}

/// Measures that don't need an order of areas.
pub fn inequality(areas: &[Area], better: Better) -> Option<Inequality> {
    let (p, mean) = shares(areas)?;
    let most = areas.iter().fold(f64::NEG_INFINITY, |m, a| m.max(a.value));
    let least = areas.iter().fold(f64::INFINITY, |m, a| m.min(a.value));
    let (best, worst) = match better {
        Better::More => (most, least),
        Better::Less => (least, most),
    };
    let weighted = |part: &dyn Fn(f64) -> f64| p.iter().zip(areas).map(|(p, a)| p * part(a.value)).sum::<f64>();
    let plain = areas.iter().map(|a| a.value).sum::<f64>() / areas.len() as f64;
    let from_mean = weighted(&|y| (y - mean).abs());
    let variance = weighted(&|y| (y - mean).powi(2));
    let logs = mean > 0.0 && least > 0.0;
    Some(Inequality {
        mean,
        best,
        worst,
        gap: most - least,
        ratio: over(most, least),
        from_best: weighted(&|y| (y - best).abs()),
        from_mean,
        from_mean_plain: areas.iter().map(|a| (a.value - plain).abs()).sum::<f64>() / areas.len() as f64,
        disparity: over(100.0 * from_mean, mean),
        variance,
        variation: over(100.0 * variance.sqrt(), mean),
        theil: logs.then(|| 1000.0 * weighted(&|y| y / mean * (y / mean).ln())),
        log_deviation: logs.then(|| 1000.0 * weighted(&|y| -(y / mean).ln())),
        par: best - mean,
        paf: over(100.0 * (best - mean), mean),
    })
}

/// Measures along the order of areas.
pub fn slope(areas: &[Area]) -> Option<Slope> {
    let (p, mean) = shares(areas)?;
    let mut below = 0.0;
    let ridits: Vec<f64> = p
        .iter()
        .map(|p| {
            below += p;
            below - p / 2.0
        })
        .collect();
    // The weighted mean of ridits is one half, always.
    let rows = || p.iter().zip(areas).zip(&ridits).map(|((p, a), b)| (*p, a.value, *b));
    let across: f64 = rows().map(|(p, _, b)| p * (b - 0.5).powi(2)).sum();
    let along: f64 = rows().map(|(p, y, b)| p * (y - mean) * (b - 0.5)).sum();
    let sii = (areas.len() > 1).then(|| along / across);
    let start = sii.map(|slope| mean - slope / 2.0);
    let concentration = over(2.0 * rows().map(|(p, y, b)| p * y * b).sum::<f64>(), mean).map(|twice| twice - 1.0);
    let (first, last) = (areas.first()?.value, areas.last()?.value);
    Some(Slope {
        gap: last - first,
        ratio: over(last, first),
        sii,
        rii: start.zip(sii).and_then(|(start, sii)| over(start + sii, start)),
        rii_mean: sii.and_then(|sii| over(sii, mean)),
        concentration,
        concentration_absolute: concentration.map(|c| c * mean),
    })
}

/// How far areas are from a target.
pub fn shortfall(areas: &[Area], target: f64, better: Better) -> Option<Shortfall> {
    let (p, _) = shares(areas)?;
    let missing = |y: f64| match better {
        Better::More => (target - y).max(0.0),
        Better::Less => (y - target).max(0.0),
    };
    if !target.is_finite() {
        return None;
    }
    let rows = || p.iter().zip(areas).map(|(p, a)| (*p, missing(a.value)));
    Some(Shortfall {
        mean: rows().map(|(p, m)| p * m).sum(),
        people: rows().filter(|(_, m)| *m > 0.0).map(|(p, _)| p).sum(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn five() -> Vec<Area> {
        [(1942.0, 61.682), (3515.0, 59.161), (4824.0, 66.954), (3165.0, 62.646), (4931.0, 92.344)]
            .map(|(people, value)| Area { people, value })
            .to_vec()
    }

    fn close(have: f64, want: f64) {
        assert!((have - want).abs() <= 1e-11 * want.abs(), "have {have}, want {want}");
    }

    #[test]
    fn five_areas_are_as_uneven_as_in_r() {
        // R: gap_areas
        let found = inequality(&five(), Better::More).unwrap();
        close(found.mean, 70.9771077433749);
        close(found.theil.unwrap(), 16.5197611540312);
        close(found.log_deviation.unwrap(), 15.8707381644337);
        close(found.from_mean_plain, 9.51464);
        close(inequality(&five(), Better::Less).unwrap().paf.unwrap(), -16.6477729496914);
        let along = slope(&five()).unwrap();
        close(along.sii.unwrap(), 38.9173471905363);
        close(along.rii.unwrap(), 1.75540625087043);
        close(along.concentration.unwrap(), 0.086752130725767);
        close(shortfall(&five(), 80.0, Better::More).unwrap().mean, 12.3350903303042);
        assert_eq!(shortfall(&five(), 50.0, Better::Less).unwrap().people, 1.0);
    }

    #[test]
    fn areas_that_are_alike_are_not_uneven() {
        let alike = [Area { people: 2.0, value: 5.0 }, Area { people: 2.0, value: 5.0 }];
        let found = inequality(&alike, Better::More).unwrap();
        assert_eq!((found.gap, found.ratio, found.variance, found.theil), (0.0, Some(1.0), 0.0, Some(0.0)));
        assert_eq!(slope(&alike).unwrap().sii, Some(0.0));
    }

    #[test]
    fn an_area_at_nothing_has_no_ratio_and_no_logarithm() {
        let zero = [Area { people: 1.0, value: 0.0 }, Area { people: 1.0, value: 4.0 }];
        let found = inequality(&zero, Better::More).unwrap();
        assert_eq!((found.ratio, found.theil, found.log_deviation, found.gap), (None, None, None, 4.0));
        let none = [Area { people: 1.0, value: 0.0 }];
        assert_eq!(inequality(&none, Better::More).unwrap().disparity, None);
        assert_eq!(slope(&none).unwrap().sii, None);
    }

    #[test]
    fn nothing_is_not_uneven() {
        assert_eq!(inequality(&[], Better::More), None);
        assert_eq!(slope(&[Area { people: 0.0, value: 1.0 }]), None);
        assert_eq!(shortfall(&[Area { people: 1.0, value: f64::NAN }], 1.0, Better::More), None);
    }
}

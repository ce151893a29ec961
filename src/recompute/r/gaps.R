# Зөрүү / Gaps --------------------------------------------------------------------------------------------------------

two_sided <- function(t, df) if (df > 0) 2 * pt(-abs(t), df) else NA
no_gap <- list(value = NA, se = NA, df = NA, low = NA, high = NA, p = NA, size = NA)
gap_of <- function(value, size, se = NA, df = NA, ends = c(NA, NA), p = NA) {
  list(value = value, se = se, df = df, low = ends[1], high = ends[2], p = p, size = size)
}

# Зорилт хүртэл: алдаа нь үнэлгээнийх. / To a target: the error is the estimate's, and the test is taken on the scale of its interval.
to_target <- function(id, found, target) {
  size <- max(abs(found$value), abs(target))
  if (is.na(found$se)) return(gap_of(found$value - target, size))
  share <- figures[[id]]$kind == "share"
  p <- found$value
  t <- if (share && choices$interval != "t") {
    (qlogis(p) - qlogis(min(1, max(0, target)))) / (found$se / (p * (1 - p)))
  } else (p - target) / found$se
  tested <- found$se > 0 && !(share && (p <= 0 || p >= 1))
  gap_of(p - target, size, found$se, found$df, c(found$low, found$high) - target, if (tested) two_sided(t, found$df) else NA)
}

# Эхнийхээс хоёр дахийг: нэг кластерт байгаа хүмүүсийн ковариацийг тооцсон. / First minus second, with the covariance of those who
# share clusters. `others` lend their clusters to the degrees of freedom; a place goes by no more than its own.
contrast <- function(first, second, others, own_df = Inf) {
  parts <- c(list(list(k = 1, linear = first), list(k = -1, linear = second)), lapply(others, function(x) list(k = 0, linear = x)))
  found <- combined(parts, "number")
  size <- max(abs(first$value), abs(second$value))
  if (is.na(found$se) || found$se <= 1e-9 * size) return(gap_of(found$value, size))
  df <- min(found$df, own_df)
  gap_of(found$value, size, found$se, df, t_ends(found$value, found$se, df), two_sided(found$value / found$se, df))
}

difference <- function(a, b, others, own_df) {
  size <- max(abs(a$value), abs(b$value))
  known <- !is.null(a$linear) && !is.null(b$linear) && isTRUE(a$se > 0) && isTRUE(b$se > 0)
  if (known) return(contrast(a$linear, b$linear, others, own_df))
  value <- a$value - b$value
  # A share of 0 or 1 has an error of 0, which is no certainty (Newcombe 1998, method 10).
  if ((a$edge || b$edge) && !is.na(a$low + b$low)) {
    return(gap_of(value, size, ends = c(value - sqrt((a$value - a$low)^2 + (b$high - b$value)^2),
                                        value + sqrt((a$high - a$value)^2 + (b$value - b$low)^2))))
  }
  gap_of(value, size)
}

# Нэгтгэсэн үзүүлэлт: хоёр талд байгаа хэсгээр. / A composite: on the parts that both sides have with answers enough and an error, which
# must weigh half of the whole or more.
composite_difference <- function(id, first, second, a, b, others, place) {
  weights <- composites[[id]]
  side <- function(of) lapply(setNames(nm = names(weights)), function(part) finding(part, of$place, of$whom))
  sides <- list(side(first), side(second))
  enough <- vapply(names(weights), function(part) {
    all(vapply(sides, function(side) {
      found <- side[[part]]
      !is.null(found$linear) && found$n >= choices$few && isTRUE(found$se > 0)
    }, TRUE))
  }, TRUE)
  if (sum(weights[enough]) < 0.5) return(gap_of(a$value - b$value, max(abs(a$value), abs(b$value))))
  weights <- weights[enough] / sum(weights[enough])
  made <- lapply(sides, function(side) put_together(weights, side[enough]))
  own_df <- if (place) df_of_linear(made[[1]]$linear) else Inf
  contrast(made[[1]]$linear, made[[2]]$linear, others, own_df)
}

everybody <- list(grouping = "", group = "")

gap <- function(row) {
  id <- row$figure
  if (row$kind == "target") return(to_target(id, finding(id, row$place, everybody), targets[[id]][row$target] / factor_of(id)))
  to_average <- row$kind == "average"
  first <- list(place = row$place, whom = if (to_average) everybody else list(grouping = row$grouping, group = row$first))
  second <- if (to_average) list(place = "", whom = everybody) else {
    list(place = row$place, whom = list(grouping = row$grouping, group = row$second))
  }
  a <- finding(id, first$place, first$whom)
  b <- finding(id, second$place, second$whom)
  if (is.na(a$value) || is.na(b$value)) return(no_gap)
  others <- if (!to_average) {
    names <- setdiff(unique(groups[[row$grouping]]), c(NA, row$first, row$second))
    found <- lapply(names, function(group) finding(id, row$place, list(grouping = row$grouping, group = group))$linear)
    Filter(Negate(is.null), found)
  }
  if (!is.null(composites[[id]])) return(composite_difference(id, first, second, a, b, others, to_average))
  difference(a, b, others, if (to_average && !is.na(a$df)) a$df else Inf)
}

recompute_gaps <- function(gaps) {
  if (!nrow(gaps)) return(gaps)
  found <- lapply(seq_len(nrow(gaps)), function(at) {
    row <- gaps[at, ]
    k <- factor_of(row$figure)
    # What isn't compared still belongs to its family: masam's p stands for it there.
    if (incomparable(row$figure)) return(c(rep(NA_real_, 5), row$p, NA_real_))
    theirs <- gap(row)
    unlist(theirs) * c(k, k, 1, k, k, 1, k)
  })
  found <- as.data.frame(do.call(rbind, found))
  names(found) <- c("value", "se", "df", "low", "high", "p", "size")
  # Гэр бүл: нэг үзүүлэлт, нэг төрөл, бүх газар; нийтээр бол нэг төрөл, бүх үзүүлэлт. / A family: one figure and kind, all places; of all
  # places together one kind, all figures.
  family <- paste(ifelse(gaps$place == "", "", gaps$figure), gaps$kind, gaps$grouping, gaps$first, gaps$second, sep = "\u001f")
  found$holm <- ave(found$p, family, FUN = function(p) p.adjust(p, "holm"))
  found$bh <- ave(found$p, family, FUN = function(p) p.adjust(p, "BH"))
  apart <- lapply(seq_len(nrow(gaps)), function(at) {
    ours <- gaps[at, ]
    theirs <- found[at, ]
    size <- max(theirs$size, ours$se, 0, na.rm = TRUE)
    error <- if (is.na(ours$se) || ours$se == 0) max(size, abs(c(ours$low, ours$high)), na.rm = TRUE) else ours$se
    scale <- list(value = size, se = error, df = 1, low = error, high = error, p = 1, holm = 1, bh = 1)
    vapply(names(scale), function(name) apart_by(ours[[name]], theirs[[name]], scale[[name]]), 0)
  })
  apart <- do.call(rbind, apart)
  apart[vapply(gaps$figure, incomparable, TRUE), ] <- NA
  found$size <- NULL
  names(found) <- paste0("r_", names(found))
  colnames(apart) <- paste0("apart_", colnames(apart))
  cbind(gaps, found, apart)
}

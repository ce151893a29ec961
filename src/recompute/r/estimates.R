# Хариултаас үнэлгээ рүү / From answers to estimates ------------------------------------------------------------------

# Үзүүлэлт: хүн бүрийн тоо, тооцогдохгүй бол NA ба шалтгаан. / A figure: a number for everybody, NA with its reason for whoever
# doesn't count. `zero`: who counts as 0 though the question wasn't asked. `applies`: to whom a base applies that also asks for some
# answers to the question itself, so that a missing answer keeps its reason.
figure <- function(kind, y, why, x = NULL, p = NULL, printed = 1, bounds = c(-Inf, Inf), points = NULL) {
  list(kind = kind, y = y, why = why, x = x, p = p, printed = printed, bounds = bounds, points = points)
}
counted <- function(kind, question, y, base = NULL, zero = NULL, applies = FALSE, ...) {
  why <- ifelse(!is.na(question$said) & is.na(y), "not_asked", question$why)
  if (!is.null(zero)) {
    y[zero] <- 0
    why[zero] <- ""
  }
  if (!is.null(base)) {
    y[!base] <- NA
    why[!base] <- ifelse(applies & question$why != "", question$why, "not_asked")[!base]
  }
  figure(kind, y, why, ...)
}
turned <- function(points, better) if (better == "lower") function(v) 100 - points(v) else points

share <- function(question, codes = NULL, at_least = -Inf, above = -Inf, at_most = Inf, below = Inf, better = "neither", ...) {
  counts <- if (is.null(codes)) within(question, at_least, above, at_most, below) else one_of(question, codes)
  y <- ifelse(is.na(question$said), NA, as.numeric(counts))
  counted("share", question, y, printed = 100, points = turned(function(v) 100 * v, better), ...)
}
score <- function(question, values, from, to, better = "neither", ...) {
  y <- 100 * (unname(values[match(question$said, names(values))]) - from) / (to - from)
  counted("mean", question, y, bounds = c(0, 100), points = turned(identity, better), ...)
}
net <- function(question, plus, minus, better = "neither", ...) {
  y <- ifelse(is.na(question$said), NA, one_of(question, plus) - one_of(question, minus))
  counted("mean", question, y, printed = 100, bounds = c(-100, 100), points = turned(function(v) 50 + 50 * v, better), ...)
}
mean_of <- function(question, ...) counted("mean", question, question$said, ...)
total_of <- function(question, ...) counted("total", question, question$said, ...)
quantile_of <- function(question, p, ...) counted("quantile", question, question$said, p = p, ...)
ratio_of <- function(over, under, ...) {
  both <- list(said = ifelse(is.na(under$said), NA, over$said), why = ifelse(over$why == "", under$why, over$why))
  counted("ratio", both, both$said, x = under$said, ...)
}
# Хариулагч бүрийн өөрийн дундаж / Each respondent's own mean
own_mean <- function(figures, parts) {
  points <- do.call(cbind, lapply(names(parts), function(id) figures[[id]]$points(figures[[id]]$y)))
  weights <- matrix(parts, nrow(points), length(parts), byrow = TRUE) * !is.na(points)
  y <- rowSums(weights * ifelse(is.na(points), 0, points)) / rowSums(weights)
  some <- rowSums(weights) > 0
  figure("mean", ifelse(some, y, NA), ifelse(some, "", "blank"), bounds = c(0, 100))
}

# ---- Түүврийн загвар / The design

design_of <- function(cells) {
  label <- function(column) {
    text <- code(cells[[column]]$text)
    ifelse(text == "" | text %in% unlist(nothing, use.names = FALSE), NA, text)
  }
  rows <- length(cells[[1]]$text)
  d <- data.frame(row = seq_len(rows))
  d$stratum <- if (is.null(columns$strata)) "" else label(columns$strata)
  d$weight <- if (is.null(columns$weight)) 1 else cells[[columns$weight]]$number
  d$weight[d$weight < 0] <- NA
  clusters <- sprintf("stage_%d", seq_along(columns$clusters))
  for (at in seq_along(clusters)) d[[clusters[at]]] <- label(columns$clusters[at])
  sizes <- sprintf("size_%d", seq_along(columns$fpc))
  for (at in seq_along(sizes)) d[[sizes[at]]] <- cells[[columns$fpc[at]]]$number
  if (!length(clusters)) d$stage_1 <- d$row
  # Жин, давхарга, кластергүй мөр загварт орохгүй. / A row without weight, stratum or cluster isn't in the design.
  d <- d[complete.cases(d), ]
  # Олонлогийн хэмжээ нь мэдэгдэхгүй шатаас доош дисперс нэмэгдэхгүй. / Below a stage of unknown size nothing is added.
  clusters <- if (length(clusters)) clusters[seq_len(min(length(clusters), length(sizes) + 1))] else "stage_1"
  sizes <- sizes[seq_len(min(length(sizes), length(clusters)))]
  # Хэмжээ нь мэдэгдэхгүй сүүлийн шат: төгсгөлгүй их. / The last stage, of unknown size: as if it were endless.
  if (length(sizes) && length(sizes) < length(clusters)) {
    d$size_last <- if (any(d[sizes] > 1)) Inf else 0
    sizes <- c(sizes, "size_last")
  }
  by <- function(names) if (length(names)) reformulate(names)
  implied <- is.null(columns$weight) && length(sizes) > 0
  svydesign(ids = by(clusters), strata = ~stratum, weights = if (!implied) ~weight, fpc = by(sizes), data = d, nest = TRUE)
}

# ---- Нэг үнэлгээ / One estimate

t_of <- function(df) qt(1 - (1 - choices$level) / 2, df)
t_ends <- function(value, se, df) if (df > 0) value + c(-1, 1) * t_of(df) * se else c(NA, NA)
# Стандарт алдаа утгын 1e-9-өөс бага бол тэг. / A standard error below 1e-9 of the value is rounding noise of zero.
quiet <- function(se, value) if (se < 1e-9 * abs(value)) 0 else se

# Korn & Graubard (1998), where every other interval is undefined: a share of 0 or 1, or an error of 0.
edge_ends <- function(p, n, df) {
  if (df <= 0) return(c(NA, NA))
  tail <- (1 - choices$level) / 2
  c(if (p <= 0) 0 else qbeta(tail, n * p, n * (1 - p) + 1), if (p >= 1) 1 else qbeta(1 - tail, n * p + 1, n * (1 - p)))
}
share_ends <- function(p, se, df, rows) {
  if (df <= 0) return(c(NA, NA))
  t <- t_of(df)
  n <- p * (1 - p) / se^2
  switch(choices$interval,
    t = p + c(-1, 1) * t * se,
    # svyciprop(method = "xlogit")
    logit = plogis(qlogis(p) + c(-1, 1) * t * se / (p * (1 - p))),
    # svyciprop(method = "asin"), which lets an angle past 0 or 90 degrees turn back
    asin = sin(pmin(pi / 2, pmax(0, asin(sqrt(p)) + c(-1, 1) * t * se / (2 * sqrt(p * (1 - p))))))^2,
    # svyciprop(method = "beta")
    beta = edge_ends(p, n * (t_of(rows - 1) / t)^2, df),
    # Franco et al. (2019)
    wilson = (p + t^2 / (2 * n) + c(-1, 1) * t / (2 * n) * sqrt(4 * n * p * (1 - p) + t^2)) / (1 + t^2 / n)
  )
}

none <- list(value = NA, se = NA, df = NA, low = NA, high = NA, n = 0, weighted = NA, deff = NA, edge = FALSE, linear = NULL)

# `kind`: share, mean (whose residuals sum to zero within one cluster) or number.
# `simple`: the variance in a simple random sample of the same size, for the design effect.
with_error <- function(kind, value, se, used, n, weighted, linear, simple = NA) {
  found <- modifyList(none, list(value = value, n = n, weighted = weighted, linear = linear))
  # Every stratum is lonely, so that there is no average of the others.
  if (is.na(se)) return(found)
  se <- quiet(se, value)
  df <- df_of(used)
  if (kind != "number" && se == 0 && clusters_of(used) == 1) return(found)
  found$se <- se
  found$df <- df
  found$deff <- if (isTRUE(simple > 0) && se > 0) se^2 / simple else NA
  found$edge <- kind == "share" && (value <= 0 || value >= 1 || se == 0)
  ends <- if (found$edge) edge_ends(value, n, df) else if (kind == "share") {
    share_ends(value, se, df, used$rows)
  } else t_ends(value, se, df)
  found$low <- ends[1]
  found$high <- ends[2]
  found
}

# S² of the answers, as svymean(deff = "replace") takes it.
spread <- function(y, w) {
  n <- sum(w != 0)
  if (n > 1 && any(y[w != 0] != y[w != 0][1])) n / (n - 1) * sum(w * (y - sum(w * y) / sum(w))^2) / sum(w) else 0
}

estimate <- function(figure, rows) {
  kept <- rows & !is.na(figure$y)
  w <- weight_by_row[kept]
  if (!any(w != 0)) return(none)
  n <- sum(w != 0)
  if (figure$kind == "quantile") return(quantile_estimate(kept, figure$y, figure$p, n, sum(w), rows))
  made <- function(kind, of, simple) with_error(kind, of$value, of$se, of$used, n, sum(w), of$linear, simple)
  simple <- spread(figure$y[kept], w) / n
  if (figure$kind == "total") return(made("number", statistic("total", kept, figure$y, rows = rows), simple * sum(w)^2))
  if (figure$kind == "ratio") {
    if (sum(w * figure$x[kept]) == 0) return(none)
    return(made("mean", statistic("ratio", kept, figure$y, figure$x, rows), NA))
  }
  made(figure$kind, statistic("mean", kept, figure$y, rows = rows), simple)
}

# Жингийн p хувь нь түүнээс ихгүй хамгийн бага утга / The smallest value with at least a share p of the weight at or below it
# (the rule "math" of survey 4.1 gives the second smallest where the first alone has that share)
smallest <- function(x, w, p) {
  x <- x[w != 0]
  w <- w[w != 0]
  at <- order(x)
  reached <- cumsum(w[at]) / sum(w)
  x[at][min(which(reached >= p - 1e-12), length(x))]
}

quantile_estimate <- function(kept, y, p, n, weighted, rows) {
  used <- part(kept, y = y, rows = rows)
  df <- df_of(used)
  found <- modifyList(none, list(n = n, weighted = weighted))
  back <- function(p) smallest(y[kept], weight_by_row[kept], p)
  found$value <- back(p)
  # Хүн бүр түүнээс ихгүй, эсвэл нэг кластерт байвал алдаа нь харагдахгүй. / Where everybody lies at or below it, or in one cluster,
  # its error can't be seen.
  seen <- kept & weight_by_row != 0
  if (df <= 0 || clusters_of(used) == 1 || all(y[seen] <= found$value)) return(found)
  if (weighting$kind == "design") {
    q <- svyquantile(~y, used, p, interval.type = "xlogit", qrule = smallest, df = df, alpha = 1 - choices$level)[[1]]
    ends <- q[2:3]
  } else {
    # Woodruff (1952): the share at or below it, and the ends of its interval mapped back
    below <- statistic("mean", kept, as.numeric(y <= found$value))
    if (is.na(below$se)) return(found)
    sure <- below$se < 1e-9 * below$value
    if (sure && weighting$kind == "replicates") return(found)
    share <- if (sure) rep(below$value, 2) else plogis(qlogis(below$value) + c(-1, 1) * t_of(df) * below$se / (below$value * (1 - below$value)))
    ends <- c(back(share[1]), back(share[2]))
  }
  found$low <- ends[1]
  found$high <- ends[2]
  found$se <- (ends[2] - ends[1]) / (2 * t_of(df))
  found$df <- df
  found
}

# ---- Хэд хэдээс бүрдсэн / What is put together of several

combined <- function(parts, kind = "mean", n = NA, weighted = NA, start = 0) {
  value <- start + sum(vapply(parts, function(part) part$k * part$linear$value, 0))
  of <- summed_up(parts, value)
  # A variance of zero may come out as rounding noise below it.
  with_error(kind, value, sqrt(pmax(0, of$variance)), of$used, n, weighted, of$linear)
}

# Points are a straight line of the value.
slope_of <- function(id) figures[[id]]$points(1) - figures[[id]]$points(0)
composite_estimate <- function(parts, place, whom) {
  of <- lapply(setNames(nm = names(parts)), function(id) finding(id, place, whom, pooled = TRUE))
  known <- vapply(of, function(found) !is.na(found$se) && !is.null(found$linear), TRUE)
  if (!any(known) || sum(parts[known]) <= 0) return(none)
  put_together(parts[known] / sum(parts[known]), of[known])
}

# The same with these weights: value and scores, turned so that more is better.
put_together <- function(weights, of) {
  start <- sum(weights * vapply(names(weights), function(id) figures[[id]]$points(0), 0))
  parts <- Map(function(k, id) list(k = k * slope_of(id), linear = of[[id]]$linear), weights, names(weights))
  most <- function(what) max(vapply(of, function(found) found[[what]], 0))
  combined(parts, n = most("n"), weighted = most("weighted"), start = start)
}

# ---- Картын нэг тоо / One number of the card

known <- new.env()
rows_of <- function(place, whom) {
  (if (place == "") used_rows else used_rows & !is.na(place_by_row) & place_by_row == place) &
    (if (whom$grouping == "") TRUE else !is.na(groups[[whom$grouping]]) & groups[[whom$grouping]] == whom$group)
}

finding <- function(id, place, whom, pooled = FALSE) {
  pooled <- pooled && place == "" && choices$average != "sample"
  key <- paste(id, place, whom$grouping, whom$group, pooled, sep = "\u001f")
  if (is.null(known[[key]])) known[[key]] <- compute(id, place, whom, pooled)
  known[[key]]
}

compute <- function(id, place, whom, pooled) {
  own <- if (!is.null(composites[[id]])) composite_estimate(composites[[id]], place, whom) else {
    estimate(figures[[id]], rows_of(place, whom))
  }
  # Нийт: жингээр нэгтгэсэн, эсвэл газруудын дундаж. / All places: pooled by weights, or the mean of the places.
  if (pooled || place != "" || choices$average == "sample" || whom$grouping == ":facility") return(own)
  kind <- if (is.null(figures[[id]])) "mean" else figures[[id]]$kind
  if (is.null(own$linear) || kind == "total") return(own)
  of <- lapply(setNames(nm = names(places)), function(place) finding(id, place, whom))
  there <- Filter(function(found) !is.null(found$linear), of)
  counts <- vapply(names(there), function(place) if (choices$average == "equal") 1 else places[[place]]$population, 0)
  if (sum(counts) <= 0) return(own)
  k <- counts / sum(counts)
  sum_of <- function(what) sum(vapply(there, function(found) found[[what]], 0)[k != 0])
  parts <- Map(function(found, k) list(k = k, linear = found$linear), there, k)
  all <- combined(parts, if (kind == "share") "share" else "mean", sum_of("n"), sum_of("weighted"))
  # The residuals of a place that lies in one cluster sum to zero, which is no certainty.
  if (any(vapply(there[counts > 0], function(found) is.na(found$se), TRUE))) {
    all[c("se", "df", "low", "high")] <- NA
  }
  all
}

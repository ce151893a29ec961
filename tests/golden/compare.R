# What `masam compare` must say of the survey in examples/facilities, in base R, from the raw files: nothing reads
# instrument.toml, and formulas are written from their papers and docs/methods.md.
#
#   Rscript tests/golden/compare.R examples/facilities             writes compare.csv beside this script anew
#   Rscript tests/golden/compare.R examples/facilities --check     computes it and compares, to 1e-9
#   Rscript tests/golden/compare.R examples/facilities TABLE.csv   compares with one that the program wrote
#
# Eighteen figures: shares, mean scores and a net share; most of them also adjusted for age, schooling and own health. Composites, figures that the sample doesn't ask, `--public`, other benchmarks and
# stars are left out, so are the facility without answers and the one that no register knows.

words <- commandArgs(trailingOnly = TRUE)
script <- sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE))
file <- file.path(dirname(script), "compare.csv")
folder <- words[1]

read <- function(name, ...) {
  read.csv(file.path(folder, name), colClasses = "character", fileEncoding = "UTF-8-BOM", check.names = FALSE, ...)
}
survey <- read("survey.csv", sep = ";")
names(survey) <- sub(".*/", "", names(survey))
register <- read("register.csv")
place <- match(tolower(trimws(survey$facility_id)), tolower(register[[1]]))
peers <- paste(register$type, register$residence)

# ---- answers: 0 and 100, or 0, 25, 50, 75, 100; asked of those who used the facility

scale5 <- as.character(1:5)
yn <- c("yes", "no")
share <- function(q, yes, all) ifelse(survey[[q]] %in% all, 100 * (survey[[q]] %in% yes), NA)
points <- function(q) ifelse(survey[[q]] %in% scale5, 25 * (suppressWarnings(as.numeric(survey[[q]])) - 1), NA)
figures <- list(
  H05 = share("H05", "all", c("all", "some", "none")), H03 = share("H03", "yes", yn),
  H08 = share("H08", "fully", c("fully", "partly", "no")), H10 = share("H10", "yes", yn), H14 = share("H14", "yes", yn),
  H15 = share("H15", "yes", yn), H20 = share("H20", "yes", yn),
  H06.score = points("H06"), H07.score = points("H07"), H09.score = points("H09"), H18.score = points("H18"),
  H06.good = share("H06", c("4", "5"), scale5), H07.good = share("H07", c("4", "5"), scale5),
  H09.good = share("H09", c("4", "5"), scale5), H18.satisfied = share("H18", c("4", "5"), scale5),
  H18.fully = share("H18", "5", scale5), H18.dissatisfied = share("H18", c("1", "2"), scale5),
  H18.net = share("H18", c("4", "5"), scale5) - share("H18", c("1", "2"), scale5))
is_score <- function(i) grepl("score", i)
is_net <- function(i) grepl("net", i)
is_share <- function(i) !is_score(i) && !is_net(i)
less_is_better <- c("H10", "H15", "H18.dissatisfied") # problems, informal payments, dissatisfied: rank 1 has the fewest

# ---- one facility

# Error of a mean of those who answered among all respondents, with replacement (a domain, linearised).
of_domain <- function(z) sqrt(length(z) / (length(z) - 1) * sum((z - mean(z))^2))

# logit for shares, t else, cut at the ends of the scale; Clopper-Pearson with n where there is no error
own_interval <- function(i, m, s, n) {
  t <- qt(0.975, n - 1)
  if (!is_share(i)) return(c(max(m - t * s, if (is_net(i)) -100 else 0), min(m + t * s, 100)))
  p <- m / 100
  x <- n * p
  if (s == 0) return(100 * c(if (p == 0) 0 else qbeta(0.025, x, n - x + 1), if (p == 1) 1 else qbeta(0.975, x + 1, n - x)))
  100 * plogis(qlogis(p) + c(-1, 1) * t * s / 100 / (p * (1 - p)))
}

own <- function(i, y, f) {
  of <- y[which(place == f)]
  n <- sum(!is.na(of))
  if (n == 0) return(NULL)
  m <- mean(of, na.rm = TRUE)
  s <- of_domain(ifelse(is.na(of), 0, (of - m) / n))
  ends <- own_interval(i, m, s, n)
  data.frame(f, n, raw = m, se = s, ci_low = ends[1], ci_high = ends[2])
}

# ---- one peer group; y is what is judged, s its error

ends <- c(limit_95_low = 0.025, limit_95_high = 0.975, limit_998_low = 0.001, limit_998_high = 0.999)

# Spiegelhalter (2005), appendix: the exact quantile, interpolated between counts.
binomial_end <- function(q, n, b) {
  r <- qbinom(q, n, b)
  (r - (pbinom(r, n, b) - q) / dbinom(r, n, b)) / n
}

# Twice the smaller tail with the count itself in it; between counts tails are interpolated. Raw shares are whole counts.
binomial_p <- function(x, n, b) {
  x <- ifelse(abs(x - round(x)) < 1e-9, round(x), x)
  low <- floor(x)
  part <- x - low
  below <- pbinom(low, n, b) + part * dbinom(low + 1, n, b)
  above <- pbinom(low - 1, n, b, lower.tail = FALSE) - part * dbinom(low, n, b)
  pmin(1, 2 * below, 2 * above)
}

# Spiegelhalter (2005), Stat. Med. 24: phi of winsorised z, tau^2 by moments. NULL where chance explains all.
between <- function(z, s) {
  k <- length(z)
  if (pchisq(sum(z^2), k - 1, lower.tail = FALSE) >= 0.05) return(NULL)
  cut <- quantile(z, c(0.1, 0.9), type = 7, names = FALSE)
  phi <- mean(pmin(pmax(z, cut[1]), cut[2])^2)
  w <- 1 / s^2
  max(0, (k * phi - (k - 1)) / (sum(w) - sum(w^2) / sum(w)))
}

# Restricted likelihood of y_i ~ N(mu, s_i^2 + t), its highest place by a grid and then the root of its slope.
reml <- function(y, s) {
  parts <- function(t) { w <- 1 / (s^2 + t); m <- sum(w * y) / sum(w); list(w = w, m = m) }
  height <- function(t) with(parts(t), (sum(log(w)) - log(sum(w)) - sum(w * (y - m)^2)) / 2)
  slope <- function(t) with(parts(t), (sum(w^2 * (y - m)^2) - sum(w) + sum(w^2) / sum(w)) / 2)
  grid <- c(0, max(var(y), min(s)^2) * 4 * (1:2000 / 2000)^2)
  best <- which.max(vapply(grid, height, 0))
  if (best == 1 && slope(0) <= 0) return(0)
  uniroot(slope, grid[c(max(best - 1, 1), best + 1)], tol = 1e-15)$root
}

judge <- function(i, of, b) {
  k <- nrow(of)
  chance <- if (is_share(i)) sqrt(b * (100 - b) / of$n) else of$s
  inside <- if (is_share(i)) pmin(pmax(of$y, 0), 100) else of$y # an adjusted share may lie beyond the ends
  tau2 <- between((of$y - b) / chance, chance)
  if (is.null(tau2) && is_share(i)) {
    limit <- 100 * vapply(ends, function(q) binomial_end(q, of$n, b / 100), numeric(k))
    p <- binomial_p(of$n * inside / 100, of$n, b / 100)
  } else {
    wide <- sqrt(chance^2 + if (is.null(tau2)) 0 else tau2)
    limit <- b + outer(wide, ends, function(s, q) qnorm(q) * s)
    colnames(limit) <- names(ends)
    p <- 2 * pnorm(-abs(inside - b) / wide)
  }
  if (is_share(i)) limit <- pmin(pmax(limit, 0), 100)
  limit <- as.data.frame(limit)
  standing <- with(limit, ifelse(inside < limit_998_low, "far_below", ifelse(inside > limit_998_high, "far_above",
    ifelse(inside < limit_95_low, "below", ifelse(inside > limit_95_high, "above", "as_expected")))))

  # Of shares the error of chance under the mean here too: a share near 0 isn't certain because its own error is small.
  s <- chance
  t <- reml(of$y, s)
  mu <- sum(of$y / (s^2 + t)) / sum(1 / (s^2 + t))
  reliability <- t / (t + s^2)
  rank <- if (i %in% less_is_better) -of$y else of$y
  above <- pnorm(outer(rank, rank, "-") / sqrt(outer(s^2, s^2, "+"))) # row j, column i: j is truly above i
  half <- qnorm((1 + 0.95^(1 / k)) / 2) * s # Sidak
  low <- rank - half
  high <- rank + half
  data.frame(f = of$f, limit, standing, p, p_adjusted = p.adjust(p, "holm"), reliability,
    shrunken = reliability * of$y + (1 - reliability) * mu, expected_rank = 1 + colSums(above) - diag(above),
    rank_low = 1 + vapply(high, function(u) sum(low > u), 0), rank_high = k - vapply(low, function(l) sum(high < l), 0),
    widened = !is.null(tau2))
}

# ---- one figure of all facilities

with_standing <- function(i, run, of) {
  enough <- of[of$n >= 30, ]
  y <- if (run == "plain") enough$raw else enough$adjusted
  judged <- judge(i, data.frame(f = enough$f, n = enough$n, y, s = enough$se), of$benchmark[1])
  out <- merge(of, judged, by = "f", all.x = TRUE)
  out$standing[is.na(out$standing)] <- "too_small"
  data.frame(indicator = i, run, out)
}

plain <- function(i) {
  y <- figures[[i]]
  y[survey$H01 != "yes"] <- NA
  all <- do.call(rbind, lapply(seq_len(nrow(register)), function(f) own(i, y, f)))
  do.call(rbind, lapply(split(all, peers[all$f]), function(of) {
    of$benchmark <- sum(of$n * of$raw) / sum(of$n)
    of$adjusted <- NA
    with_standing(i, "plain", of)
  }))
}

# The same once answers are adjusted for who gave them, as in the CAHPS Analysis Program: one regression in the peer group with an
# intercept for each facility; intercepts shifted so that their mean stays that of the raw values.
number <- function(name) suppressWarnings(as.numeric(survey[[name]]))
adjusters <- data.frame(age = number("age"), schooling = number("schooling"), health = number("self_rated_health"))
adjusted <- setdiff(names(figures), c("H03", "H07.score", "H07.good", "H09.score", "H09.good")) # so that the file stays small
stopifnot(!is.na(adjusters)) # what a missing one becomes is not tried here

case_mix <- function(i) {
  y <- figures[[i]]
  y[survey$H01 != "yes"] <- NA
  do.call(rbind, lapply(unique(peers), function(group) {
    rows <- which(!is.na(y) & peers[place] == group)
    d <- data.frame(y = y[rows], f = factor(place[rows]), adjusters[rows, ])
    fit <- lm(y ~ 0 + f + age + schooling + health, d)
    n <- as.vector(table(d$f))
    raw <- as.vector(tapply(d$y, d$f, mean))
    intercept <- coef(fit)[seq_along(n)]
    of <- data.frame(f = as.integer(levels(d$f)), n, raw, adjusted = as.vector(intercept + mean(raw) - mean(intercept)))
    of$se <- sqrt(as.vector(tapply(residuals(fit)^2, d$f, sum)) / (n * (n - 1)))
    half <- qt(0.975, n - 1) * of$se
    of$ci_low <- pmax(of$adjusted - half, if (is_net(i)) -100 else 0)
    of$ci_high <- pmin(of$adjusted + half, 100)
    of$benchmark <- sum(n * of$adjusted) / sum(n)
    with_standing(i, "adjusted", of)
  }))
}

made <- rbind(do.call(rbind, lapply(names(figures), plain)), do.call(rbind, lapply(adjusted, case_mix)))
made <- made[order(made$run != "plain", made$f, match(made$indicator, names(figures))), ]
groups <- unique(data.frame(made$run, made$indicator, peers[made$f], made$widened)[!is.na(made$widened), ])
about <- sprintf("%d panels, %d with wider limits", nrow(groups), sum(groups$made.widened))
made$facility <- register[[1]][made$f]
columns <- c("n", "raw", "adjusted", "se", "ci_low", "ci_high", "benchmark", names(ends), "standing", "p", "p_adjusted", "reliability",
             "shrunken", "expected_rank", "rank_low", "rank_high")
made <- made[c("facility", "indicator", "run", columns)]

# ---- writing, or comparing

# Differences are held against the number or, where it is a place on the scale, against its error if there is one.
on_scale <- c("raw", "adjusted", "ci_low", "ci_high", names(ends), "shrunken")
differ <- function(there) {
  row <- match(paste(made$facility, made$indicator, made$run), paste(there$facility, there$indicator, there$run))
  out <- NULL
  for (column in columns) {
    have <- there[[column]][row]
    want <- made[[column]]
    if (column == "standing") {
      off <- is.na(have) | have != want
    } else {
      have <- as.numeric(have)
      off <- is.na(have) != is.na(want) | abs(have - want) > 1e-9 * ifelse(column %in% on_scale & made$se > 0, made$se, abs(want))
    }
    off[is.na(off)] <- FALSE
    if (any(off)) out <- c(out, paste(made$facility, made$indicator, made$run, column, have, "for", want)[off])
  }
  out
}

table <- setdiff(words[-1], "--check")
if ("--check" %in% words || length(table) > 0) {
  if (length(table) > 0) {
    before <- read.csv(table[1], colClasses = "character", encoding = "UTF-8")
    before$run <- if (all(before$adjusted == "")) "plain" else "adjusted"
    made <- made[made$run == before$run[1], ]
  } else {
    before <- read.csv(file, skip = 1, colClasses = "character", encoding = "UTF-8")
    stopifnot(nrow(before) == nrow(made), names(before) == names(made))
  }
  off <- differ(before)
  cat(nrow(made) * length(columns), " cells, ", about, ": ", length(off), " differ\n", sep = "")
  writeLines(as.character(head(off, 20)))
  if (length(off) > 0) quit(status = 1)
} else {
  text <- made
  for (column in columns) {
    if (column != "standing") text[[column]] <- ifelse(is.na(made[[column]]), "", sprintf("%.12g", made[[column]]))
  }
  writeLines(sprintf("# Made by tests/golden/compare.R with %s", R.version.string), file)
  suppressWarnings(write.table(text, file, append = TRUE, sep = ",", row.names = FALSE, quote = FALSE, fileEncoding = "UTF-8"))
  cat(nrow(made), "rows,", about, "\n")
}

# What `masam compare` must say of the survey in examples/facilities, in base R, from the raw files: nothing reads
# instrument.toml, and formulas are written from their papers and docs/methods.md.
#
#   Rscript tests/golden/compare.R examples/facilities             writes compare.csv beside this script anew
#   Rscript tests/golden/compare.R examples/facilities --check     computes it and compares, to 1e-9
#   Rscript tests/golden/compare.R examples/facilities TABLE.csv   compares with a table that the program wrote
#
# Eighteen figures: shares, mean scores and net shares. Composites, figures that the sample doesn't ask, `--public`, other benchmarks and
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
  tau2 <- between((of$y - b) / chance, chance)
  if (is.null(tau2) && is_share(i)) {
    limit <- 100 * vapply(ends, function(q) binomial_end(q, of$n, b / 100), numeric(k))
    x <- of$n * of$y / 100
    whole <- abs(x - round(x)) < 1e-9
    stopifnot(whole)
    x <- round(x)
    p <- pmin(1, 2 * pbinom(x, of$n, b / 100), 2 * pbinom(x - 1, of$n, b / 100, lower.tail = FALSE))
  } else {
    wide <- sqrt(chance^2 + if (is.null(tau2)) 0 else tau2)
    limit <- b + outer(wide, ends, function(s, q) qnorm(q) * s)
    colnames(limit) <- names(ends)
    p <- 2 * pnorm(-abs(of$y - b) / wide)
  }
  if (is_share(i)) limit <- pmin(pmax(limit, 0), 100)
  limit <- as.data.frame(limit)
  standing <- with(limit, ifelse(of$y < limit_998_low, "far_below", ifelse(of$y > limit_998_high, "far_above",
    ifelse(of$y < limit_95_low, "below", ifelse(of$y > limit_95_high, "above", "as_expected")))))

  # A share whose own error is 0 has that of chance here: nobody's share is certain.
  s <- ifelse(of$s > 0, of$s, chance)
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

plain <- function(i) {
  y <- figures[[i]]
  y[survey$H01 != "yes"] <- NA
  all <- do.call(rbind, lapply(seq_len(nrow(register)), function(f) own(i, y, f)))
  do.call(rbind, lapply(split(all, peers[all$f]), function(of) {
    of$benchmark <- sum(of$n * of$raw) / sum(of$n)
    enough <- of[of$n >= 30, ]
    judged <- judge(i, data.frame(f = enough$f, n = enough$n, y = enough$raw, s = enough$se), of$benchmark[1])
    out <- merge(of, judged, by = "f", all.x = TRUE)
    out$standing[is.na(out$standing)] <- "too_small"
    data.frame(indicator = i, run = "plain", out)
  }))
}

made <- do.call(rbind, lapply(names(figures), plain))
made <- made[order(made$run != "plain", made$f, match(made$indicator, names(figures))), ]
groups <- unique(data.frame(made$run, made$indicator, peers[made$f], made$widened)[!is.na(made$widened), ])
about <- sprintf("%d panels, %d with wider limits", nrow(groups), sum(groups$made.widened))
made$facility <- register[[1]][made$f]
columns <- c("n", "raw", "se", "ci_low", "ci_high", "benchmark", names(ends), "standing", "p", "p_adjusted", "reliability",
             "shrunken", "expected_rank", "rank_low", "rank_high")
made <- made[c("facility", "indicator", "run", columns)]

# ---- writing, or comparing

# A number is compared with its size or, where it is a place on the scale, with the error if that is more.
on_scale <- c("raw", "ci_low", "ci_high", names(ends), "shrunken")
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
      off <- is.na(have) != is.na(want) | abs(have - want) > 1e-9 * pmax(abs(want), if (column %in% on_scale) made$se else 0)
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
    before$run <- "plain"
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

# Makes tests/golden/sampling.csv and tests/golden/sampling_draw.csv: sample sizes, detectable changes, allocations, probabilities
# and a repeated draw, from their printed formulas, in base R. Then holds them against simulations: the margin of a size, the
# power of a change, how often each cluster is drawn.
#
#   Rscript tests/golden/sampling.R tests/golden            writes the files
#   Rscript tests/golden/sampling.R tests/golden --check    computes them anew and compares, to 1e-12

words <- commandArgs(trailingOnly = TRUE)
folder <- words[1]
found <- list()
put <- function(what, inputs, values) {
  for (i in seq_along(values)) found[[length(found) + 1]] <<- data.frame(what = what, inputs = inputs, at = i, value = values[i])
}

# Sizes -------------------------------------------------------------------------------------------------------------------
z_of <- function(level) qnorm((1 + level) / 2)
size_of <- function(s2, share, e, level, deff, response, N) {
  simple <- z_of(level)^2 * s2 / e^2
  finite <- if (is.infinite(N)) simple else if (share) simple / (1 + (simple - 1) / N) else simple / (1 + simple / N)
  c(simple, finite, finite * deff, finite * deff / response, ceiling(finite * deff / response))
}
sizes <- expand.grid(p = c(0.07, 0.3, 0.5), e = c(0.02, 0.05), level = c(0.9, 0.95), deff = c(1, 1.7), response = c(1, 0.83), N = c(Inf, 900, 40000))
for (i in seq_len(nrow(sizes))) with(sizes[i, ], put("size_share", paste(p, e, level, deff, response, N, sep = ";"),
  size_of(p * (1 - p), TRUE, e, level, deff, response, N)))
for (N in c(Inf, 2500)) put("size_mean", paste(24, 3, 0.95, 1.3, 0.9, N, sep = ";"), size_of(24^2, FALSE, 3, 0.95, 1.3, 0.9, N))

# Changes: rounds with a panel of clusters, and groups; the change found by R's own root finder --------------------------------
unit <- function(p1, p2, g, rho) p1 * (1 - p1) + p2 * (1 - p2) - 2 * g * rho * sqrt(p1 * (1 - p1) * p2 * (1 - p2))
zz <- function(level, power) z_of(level) + qnorm(power)
changes <- expand.grid(p = c(0.2, 0.5), d = c(-0.1, 0.08), level = 0.95, power = c(0.8, 0.9), deff = c(1, 1.6), g = c(0, 0.8), rho = c(0, 0.4))
for (i in seq_len(nrow(changes))) with(changes[i, ], {
  n <- deff * unit(p, p + d, g, rho) * zz(level, power)^2 / d^2
  key <- paste(p, d, level, power, deff, g, rho, sep = ";")
  put("rounds", key, n)
  back <- function(x) x - zz(level, power) * sqrt(deff * unit(p, p + sign(d) * x, g, rho) / n)
  root <- uniroot(back, c(1e-9, (if (d > 0) 1 - p else p) - 1e-9), tol = 1e-15)$root
  stopifnot(abs(root - abs(d)) < 1e-9)
  put("detectable", paste(key, 700, 500, sep = ";"), uniroot(function(x) {
    p2 <- p + sign(d) * x
    v <- p * (1 - p) / 700 + p2 * (1 - p2) / 500 - 2 * g * rho * sqrt(p * (1 - p) * p2 * (1 - p2)) / 700
    x - zz(level, power) * sqrt(deff * v)
  }, c(1e-9, (if (d > 0) 1 - p else p) - 1e-9), tol = 1e-15)$root)
})
for (a in c(0.2, 0.5)) put("groups", paste(0.4, 0.12, 0.95, 0.8, 1.5, a, sep = ";"),
  1.5 * (0.4 * 0.6 / a + 0.52 * 0.48 / (1 - a)) * zz(0.95, 0.8)^2 / 0.12^2)
put("round_correlation", "0.6;12;0.05", 0.6 * 12 * 0.05 / (1 + 11 * 0.05))
put("best_take", "10;0.05", sqrt(10 * 0.95 / 0.05))

# Allocations: bounds by a fixed point, whole numbers by largest remainders -------------------------------------------------
N <- c(66000, 88000, 41000, 9200, 430, 75); S <- c(0.5, 0.42, 0.31, 0.49, 0.2, 0.5); Y <- c(0.5, 0.23, 0.11, 0.6, 0.04, 0.5)
bounded <- function(w, n, low, high) {
  f <- function(l) sum(pmin(pmax(l * w, low), high)) - n
  l <- uniroot(f, c(0, max(high / w)), tol = 1e-14)$root
  at <- ifelse(l * w <= low, low, ifelse(l * w >= high, high, NA))
  free <- is.na(at)
  at[free] <- (n - sum(at[!free])) * w[free] / sum(w[free])
  at
}
whole <- function(x, n) {
  w <- floor(x + 1e-9)
  left <- n - sum(w)
  up <- order(-round((x - w) * 1e9))[seq_len(left)]
  w[up] <- w[up] + 1
  w
}
rules <- list(proportional = function(q) N, neyman = function(q) N * S, power = function(q) (N * Y)^q * S / Y,
              equal = function(q) rep(1, 6), kish = function(q) sqrt(q * (N / sum(N))^2 + 1 / 36))
for (rule in names(rules)) for (q in c(0.3, 0.5)) for (bounds in list(c(0, 1e9), c(40, 1e9), c(50, 400))) for (n in c(700, 1301)) {
  low <- pmin(bounds[1], N, bounds[2]); high <- pmin(N, bounds[2])
  got <- whole(bounded(rules[[rule]](q), n, low, high), n)
  stopifnot(sum(got) == n)
  put("allocation", paste(rule, q, n, bounds[1], bounds[2], sep = ";"), got)
}

# A draw, repeated with R's own generator ------------------------------------------------------------------------------------
inclusion <- function(x, n) {
  sure <- rep(FALSE, length(x))
  repeat {
    pi <- ifelse(sure, 1, (n - sum(sure)) * x / sum(x[!sure]))
    new <- !sure & pi >= 1 - 1e-12
    if (n == sum(sure) || !any(new)) return(ifelse(sure, 1, if (n == sum(sure)) 0 else pi))
    sure <- sure | new
  }
}
madow <- function(pi, u) {
  sums <- cumsum(ifelse(pi >= 1, 0, pi))
  if (length(sums) && sums[length(sums)] > 0) sums[sums >= sums[length(sums)]] <- round(sums[length(sums)])
  before <- c(0, sums[-length(sums)])
  which(pi >= 1 | ceiling(sums - u) > ceiling(before - u))
}
frame <- read.csv(file.path(folder, "frame.csv"), colClasses = c(psu = "character"), encoding = "UTF-8")
strata <- unique(frame$aimag)
wanted <- 6; reserve <- 2
suppressWarnings(RNGkind("L'Ecuyer-CMRG"))
drawn <- function(seed, method) {
  set.seed(seed)
  pick <- function(rows, n) {
    x <- if (method == "pps") frame$households[rows] else rep(1, length(rows))
    pi <- inclusion(x, n)
    if (method == "random") list(rows = rows[sort(order(runif(length(rows)))[seq_len(n)])], pi = pi)
    else list(rows = rows[madow(pi, runif(1))], pi = pi)
  }
  out <- list(); left <- list(); pi_of <- numeric(nrow(frame))
  for (h in strata) {
    rows <- which(frame$aimag == h)
    got <- pick(rows, wanted)
    pi_of[rows] <- got$pi
    left[[h]] <- setdiff(rows, got$rows)
    out[[h]] <- data.frame(picked = 0, row = got$rows)
  }
  out <- list(do.call(rbind, out))
  out[[1]] <- out[[1]][order(out[[1]]$row), ]
  for (h in strata) {
    r <- min(reserve, length(left[[h]]))
    if (r == 0) next
    got <- pick(left[[h]], r)$rows
    calls <- runif(r)
    out[[h]] <- data.frame(picked = seq_len(r), row = got[order(calls)])
  }
  out <- do.call(rbind, out)
  data.frame(method = method, seed = seed, picked = out$picked, psu = frame$psu[out$row], probability = pi_of[out$row], row.names = NULL)
}
draws <- do.call(rbind, lapply(c(0, 1, 2026, 2147483647), function(seed) do.call(rbind, lapply(c("pps", "systematic", "random"), drawn, seed = seed))))

# Simulations ---------------------------------------------------------------------------------------------------------------
# How often each is drawn, against π: systematic draws are exact over starts, so a fine grid of starts shows each π to its step.
for (h in strata) {
  pi <- inclusion(frame$households[frame$aimag == h], wanted)
  hits <- tabulate(unlist(lapply((seq_len(20000) - 0.5) / 20000, function(u) madow(pi, u))), length(pi))
  stopifnot(abs(sum(pi) - wanted) < 1e-9, all(abs(hits / 20000 - pi) < 2 / 20000))
}
set.seed(1)
# The margin of a size holds: 95 % of simple random samples of a finite population are within it, and of clusters with their effect.
n <- size_of(0.24, TRUE, 0.05, 0.95, 1, 1, 3000)[5]
near <- replicate(20000, abs(rhyper(1, 1200, 1800, n) / n - 0.4) <= 0.05)
stopifnot(abs(mean(near) - 0.95) < 0.008)
take <- 10; icc <- 0.05; ab <- c(0.4, 0.6) * (1 / icc - 1)
n <- size_of(0.24, TRUE, 0.05, 0.95, 1 + (take - 1) * icc, 1, Inf)[5]
near <- replicate(10000, abs(mean(rbinom(ceiling(n / take), take, rbeta(ceiling(n / take), ab[1], ab[2]))) / take - 0.4) <= 0.05)
stopifnot(abs(mean(near) - 0.95) < 0.012)
# The power of a change holds, of rounds apart and of a panel of clusters whose true shares stay as they were.
n <- ceiling(unit(0.4, 0.5, 0, 0) * zz(0.95, 0.8)^2 / 0.01)
shown <- replicate(20000, { a <- rbinom(1, n, 0.4) / n; b <- rbinom(1, n, 0.5) / n; abs(b - a) > qnorm(0.975) * sqrt((a * (1 - a) + b * (1 - b)) / n) })
stopifnot(abs(mean(shown) - 0.8) < 0.015)
cat(sprintf("simulations: power %.3f\n", mean(shown)))
rho <- 1 * take * icc / (1 + (take - 1) * icc)
s <- 0.2
m <- ceiling((1 + (take - 1) * icc) * 2 * s^2 * (1 - rho) * zz(0.95, 0.8)^2 / 0.03^2 / take)
shown <- replicate(10000, {
  true <- rnorm(m, 0, s * sqrt(icc)); e <- function() rnorm(m, 0, s * sqrt((1 - icc) / take))
  d <- 0.03 + true + e() - true - e()
  abs(mean(d)) > qnorm(0.975) * sd(d) / sqrt(m)
})
stopifnot(abs(mean(shown) - 0.8) < 0.02)
cat(sprintf("simulations: power of a panel %.3f\n", mean(shown)))

# Files ---------------------------------------------------------------------------------------------------------------------
all <- do.call(rbind, found)
write <- function(data, name, about) {
  out <- file(file.path(folder, name), "w", encoding = "UTF-8")
  writeLines(about, out)
  for (column in names(data)[sapply(data, is.double)]) data[[column]] <- sprintf("%.17g", data[[column]])
  write.csv(data, out, row.names = FALSE, quote = FALSE)
  close(out)
}
if ("--check" %in% words) {
  same <- function(name, now, columns) {
    kept <- read.csv(file.path(folder, name), comment.char = "#", colClasses = c(psu = "character")[intersect("psu", names(now))])
    stopifnot(nrow(kept) == nrow(now))
    for (column in columns) {
      if (is.numeric(now[[column]])) stopifnot(all(abs(kept[[column]] - now[[column]]) <= 1e-12 * pmax(abs(now[[column]]), 1e-3)))
      else stopifnot(all(as.character(kept[[column]]) == as.character(now[[column]])))
    }
  }
  same("sampling.csv", all, names(all))
  same("sampling_draw.csv", draws, names(draws))
  cat(nrow(all) + nrow(draws), "golden rows of sampling are as R makes them\n")
} else {
  write(all, "sampling.csv", "# Made by tests/golden/sampling.R, in base R.")
  write(draws, "sampling_draw.csv", "# Made by tests/golden/sampling.R from frame.csv (synthetic), with R's generator L'Ecuyer-CMRG.")
}

# Makes tests/golden/change.csv: what `masam change` must say of the two rounds in tests/golden/rounds.csv, computed by R's
# survey package on the stacked rounds: changes of figures, and changes of the gaps between groups (differences of
# differences). `same`: strata and clusters as the file labels them; `new`: with the round before both labels.
#
#   Rscript tests/golden/change.R tests/golden            writes the file
#   Rscript tests/golden/change.R tests/golden --check    computes it anew and compares, to 1e-12
#
# Degrees of freedom are those of the rows that enter: clusters minus strata among rows with the measure and the groups.

suppressPackageStartupMessages(library(survey))
words <- commandArgs(trailingOnly = TRUE)
folder <- words[1]
target <- file.path(folder, "change.csv")

rounds <- read.csv(file.path(folder, "rounds.csv"), colClasses = c(round = "character"), na.strings = "")
rounds$satisfied <- as.numeric(rounds$satisfied)
rounds$of_stratum <- paste(rounds$round, rounds$stratum)
rounds$of_psu <- paste(rounds$round, rounds$psu)
designs <- list(
  same = svydesign(ids = ~psu, strata = ~stratum, weights = ~weight, data = rounds),
  new = svydesign(ids = ~of_psu, strata = ~of_stratum, weights = ~weight, data = rounds))

df_of <- function(design, rows) {
  used <- rows & weights(design) != 0
  clusters <- unique(data.frame(design$strata[, 1], design$cluster[, 1])[used, ])
  nrow(clusters) - length(unique(clusters[, 1]))
}

found <- list()
note <- function(how, what, figure, group, cells, signs, design, rows) {
  y <- design$variables[[figure]]
  # One column for each cell: its share of the linearised mean, so that the total of the columns is the contrast.
  z <- rep(0, nrow(design$variables))
  estimate <- 0
  for (i in seq_along(cells)) {
    inside <- cells[[i]] & !is.na(y)
    w <- weights(design)
    m <- sum(w[inside] * y[inside]) / sum(w[inside])
    estimate <- estimate + signs[i] * m
    z[inside] <- z[inside] + signs[i] * (y[inside] - m) / sum(w[inside])
  }
  design$variables$z <- z
  total <- svytotal(~z, design)
  found[[length(found) + 1]] <<- data.frame(how = how, what = what, figure = figure, group = group,
    estimate = estimate, se = as.numeric(SE(total)), df = df_of(design, rows & !is.na(y)))
}

for (how in names(designs)) {
  design <- designs[[how]]
  data <- design$variables
  first <- data$round == "1"
  groups <- list(all = rep(TRUE, nrow(data)))
  for (column in c("sex", "area")) for (value in sort(unique(na.omit(data[[column]])))) {
    groups[[paste0(column, "=", value)]] <- !is.na(data[[column]]) & data[[column]] == value
  }
  for (figure in c("satisfied", "wait_min")) {
    for (group in names(groups)) {
      inside <- groups[[group]]
      note(how, "change", figure, group, list(inside & !first, inside & first), c(1, -1), design, inside)
    }
    for (pair in list(c("sex=F", "sex=M"), c("area=rural", "area=urban"))) {
      a <- groups[[pair[1]]]
      b <- groups[[pair[2]]]
      cells <- list(a & !first, b & !first, a & first, b & first)
      note(how, "gap", figure, paste(pair, collapse = " - "), cells, c(1, -1, -1, 1), design, a | b)
    }
  }
}
all <- do.call(rbind, found)

# The long way and the short way agree: the contrast of domain means by svyby and svycontrast.
by <- svyby(~wait_min, ~round, subset(designs$same, !is.na(wait_min)), svymean, covmat = TRUE)
long <- svycontrast(by, c("1" = -1, "2" = 1))
short <- subset(all, how == "same" & what == "change" & figure == "wait_min" & group == "all")
stopifnot(abs(coef(long) - short$estimate) < 1e-10, abs(SE(long) - short$se) < 1e-10)

if ("--check" %in% words) {
  kept <- read.csv(target, comment.char = "#")
  stopifnot(nrow(kept) == nrow(all), all(kept$group == all$group), all(kept$df == all$df))
  near <- function(a, b) all(abs(a - b) <= 1e-12 * pmax(abs(b), 1e-3))
  stopifnot(near(kept$estimate, all$estimate), near(kept$se, all$se))
  cat(nrow(all), "golden changes are as R makes them\n")
} else {
  out <- file(target, "w")
  writeLines("# Made by tests/golden/change.R from rounds.csv (synthetic), with R's survey package.", out)
  all$estimate <- sprintf("%.17g", all$estimate)
  all$se <- sprintf("%.17g", all$se)
  write.csv(all, out, row.names = FALSE, quote = FALSE)
  close(out)
}

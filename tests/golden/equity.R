# Makes tests/golden/equity.csv: slope index of inequality and concentration index along age groups with their standard
# errors, for tests/golden/household.csv, by R's survey package. Shares of groups (their weights among those who answered)
# are taken as known; the indices are contrasts of the groups' means, whose covariance matrix svyby gives.
#
#   Rscript tests/golden/equity.R tests/golden            writes the file
#   Rscript tests/golden/equity.R tests/golden --check    computes it anew and compares, to 1e-12

suppressPackageStartupMessages(library(survey))
words <- commandArgs(trailingOnly = TRUE)
folder <- words[1]
target <- file.path(folder, "equity.csv")
data <- read.csv(file.path(folder, "household.csv"), na.strings = "")
data$satisfied <- as.numeric(data$satisfied)
design <- svydesign(ids = ~psu, strata = ~region, weights = ~weight, data = data)

found <- list()
for (figure in c("satisfied", "wait_min")) {
  kept <- subset(design, !is.na(data[[figure]]) & !is.na(data$agegrp))
  by <- svyby(as.formula(paste0("~", figure)), ~agegrp, kept, svymean, covmat = TRUE)
  by_weight <- tapply(weights(kept), kept$variables$agegrp, sum)
  y <- coef(by)
  p <- as.numeric(by_weight / sum(by_weight))
  b <- cumsum(p) - p / 2
  mu <- sum(p * y)
  slope <- p * (b - 0.5) / sum(p * (b - 0.5)^2)
  # The same slope by weighted least squares over the groups.
  stopifnot(abs(sum(slope * y) - coef(lm(y ~ b, weights = p))[2]) < 1e-10)
  concentration <- 2 * sum(p * y * b) / mu - 1
  gradient <- p * (2 * b - 1 - concentration) / mu
  error <- function(slopes) sqrt(as.numeric(t(slopes) %*% vcov(by) %*% slopes))
  found[[figure]] <- data.frame(figure = figure, mean = mu, sii = sum(slope * y), sii_se = error(slope),
                                concentration = concentration, concentration_se = error(gradient))
}
all <- do.call(rbind, found)
if ("--check" %in% words) {
  kept <- read.csv(target, comment.char = "#")
  for (column in names(all)[-1]) stopifnot(all(abs(kept[[column]] - all[[column]]) <= 1e-12 * pmax(abs(all[[column]]), 1e-3)))
  cat(nrow(all), "golden rows of inequality are as R makes them\n")
} else {
  out <- file(target, "w")
  writeLines("# Made by tests/golden/equity.R from household.csv (synthetic), with R's survey package.", out)
  for (column in names(all)[-1]) all[[column]] <- sprintf("%.17g", all[[column]])
  write.csv(all, out, row.names = FALSE, quote = FALSE)
  close(out)
}

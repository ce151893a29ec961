# Makes two_stage.csv, a synthetic sample in two stages: of N primary units in a stratum n are drawn, of M households in
# each m. Labels of primary units start again in every stratum. Nobody was asked; every number is drawn here.
#
#   Rscript tests/golden/two_stage.R tests/golden

set.seed(20261123, kind = "Mersenne-Twister", normal.kind = "Inversion", sample.kind = "Rejection")
strata <- data.frame(
  stratum = c("Ховд хот", "Ховд хөдөө", "Увс", "БЗД"),
  area = c("хот", "хөдөө", "хөдөө", "хот"),
  n = c(5, 4, 3, 6),
  N = c(20, 9, 24, 16)
)
rows <- list()
for (h in seq_len(nrow(strata))) {
  for (psu in seq_len(strata$n[h])) {
    M <- sample(12:40, 1)
    m <- sample(3:6, 1)
    level <- rnorm(1, 60 + 5 * h, 8)
    minutes <- round(rgamma(m, 2, 0.05), 3)
    minutes[runif(m) < 0.1] <- NA
    rows[[length(rows) + 1]] <- data.frame(
      stratum = strata$stratum[h], area = strata$area[h], psu = psu, household = seq_len(m),
      psu_total = strata$N[h], household_total = M,
      psu_fraction = strata$n[h] / strata$N[h], household_fraction = m / M,
      weight = strata$N[h] / strata$n[h] * M / m,
      sex = sample(c("эм", "эр"), m, replace = TRUE),
      answer = sample(c("сайн", "дунд", "муу", NA), m, replace = TRUE, prob = c(5, 3, 2, 1)),
      visits = rpois(m, 3) + 1,
      score = round(pmin(100, pmax(0, rnorm(m, level, 12))), 2),
      minutes = minutes
    )
  }
}
all <- do.call(rbind, rows)
number <- function(x) if (is.numeric(x)) sprintf("%.15g", x) else x
text <- as.data.frame(lapply(all, function(x) ifelse(is.na(x), "", number(x))))
folder <- commandArgs(trailingOnly = TRUE)[1]
write.csv(text, file.path(folder, "two_stage.csv"), row.names = FALSE, quote = FALSE, fileEncoding = "UTF-8")

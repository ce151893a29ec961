# Makes estimates.csv: what R's survey package says, one row for each estimate that `masam estimate` must give too.
#
#   Rscript tests/golden/make.R tests/golden            writes the file
#   Rscript tests/golden/make.R tests/golden --check    computes it anew and compares, to 1e-12
#
# Where a formula stands here instead of a call, the package has none (Wilson), or iterates where a closed form exists
# (logit); each is named at its place. Blank cells are not compared.

suppressPackageStartupMessages(library(survey))
words <- commandArgs(trailingOnly = TRUE)
folder <- words[1]
target <- file.path(folder, "estimates.csv")
found <- list()

# ---- one row of the file

add <- function(file, arguments, statistic, variable, category, group, value, se, df, low, high, deff, design) {
  found[[length(found) + 1]] <<- data.frame(
    file = file, arguments = arguments, statistic = statistic, variable = variable, category = category, group = group,
    estimate = value, se = se, df = df, ci_low = low, ci_high = high, deff = deff,
    n = sum(weights(design, "sampling") != 0)
  )
}

# ---- what the options mean in R

data_of <- function(name) {
  read.csv(file.path(folder, name), encoding = "UTF-8", na.strings = c("", "NA"), colClasses = classes[[name]])
}
classes <- list(
  household.csv = c(satisfied = "character", q1 = "character", psu = "character"),
  rounds.csv = c(round = "character", satisfied = "character"), two_stage.csv = c(psu = "character")
)

tail_of <- function(df) if (is.infinite(df)) qnorm(0.975) else qt(0.975, df)
t_interval <- function(value, se, df) value + c(-1, 1) * tail_of(df) * se
df_of <- function(rule, used, whole) switch(rule, domain = degf(used), design = degf(whole), inf = Inf)

share_interval <- function(method, m, used, df) {
  p <- as.vector(coef(m))
  v <- as.vector(vcov(m))
  t <- tail_of(df)
  switch(method,
    wald = t_interval(p, sqrt(v), df),
    logit = plogis(qlogis(p) + c(-1, 1) * t * sqrt(v) / (p * (1 - p))),
    asin = sin(pmin(pi / 2, pmax(0, asin(sqrt(p)) + c(-1, 1) * t * sqrt(v) / (2 * sqrt(p * (1 - p))))))^2,
    # svyciprop(method = "beta"), as it is printed in Korn and Graubard (1998)
    beta = {
      rows <- nrow(used$variables)
      n <- p * (1 - p) / v * (qt(0.975, rows - 1) / t)^2
      c(qbeta(0.025, n * p, n * (1 - p) + 1), qbeta(0.975, n * p + 1, n * (1 - p)))
    },
    wilson = {
      n <- p * (1 - p) / v
      (p + t^2 / (2 * n) + c(-1, 1) * t / (2 * n) * sqrt(4 * n * p * (1 - p) + t^2)) / (1 + t^2 / n)
    }
  )
}

# ---- one request in one group

ask <- function(design, whole, case, group) {
  with(case, {
    one <- function(statistic, variable, category, used, m, interval, deff) {
      own <- df_of(df, used, whole)
      ends <- interval(m, used, own)
      effect <- if (deff == "none") NA else as.vector(survey::deff(m))
      add(file, arguments, statistic, variable, category, group,
          as.vector(coef(m)), as.vector(SE(m)), own, ends[1], ends[2], effect, used)
    }
    student <- function(m, used, df) t_interval(as.vector(coef(m)), as.vector(SE(m)), df)
    reference <- if (deff == "wor") TRUE else "replace"
    present <- function(...) Reduce(`&`, lapply(c(...), function(x) !is.na(design$variables[[x]])))
    for (x in mean) {
      used <- design[present(x), ]
      one("mean", x, "", used, svymean(reformulate(x), used, deff = reference), student, deff)
    }
    for (x in share) {
      used <- design[present(x), ]
      for (code in unique(used$variables[[x]])) {
        used$variables$is_code <- as.numeric(used$variables[[x]] == code)
        if (mean_is_edge(used)) next
        m <- svymean(~is_code, used, deff = reference)
        one("share", x, code, used, m, function(m, used, df) share_interval(interval, m, used, df), deff)
      }
    }
    for (pair in ratio) {
      parts <- strsplit(pair, "/")[[1]]
      used <- design[present(parts), ]
      one("ratio", pair, "", used, svyratio(reformulate(parts[1]), reformulate(parts[2]), used), student, "none")
    }
    for (x in total) {
      used <- design[present(x), ]
      one("total", x, "", used, svytotal(reformulate(x), used, deff = reference), student, deff)
    }
    if (count) one("count", "", "", design, svytotal(~always, design), student, "none")
    for (x in quantile) for (p in c(0.25, 0.5, 0.9)) {
      used <- design[present(x), ]
      own <- df_of(df, used, whole)
      type <- if (quantile_interval == "t") "mean" else "xlogit"
      q <- svyquantile(reformulate(x), used, p, interval.type = type, qrule = quantile_rule, df = own)[[1]]
      se <- (q[3] - q[2]) / (2 * tail_of(own))
      add(file, arguments, "quantile", x, format(p), group, q[1], se, own, q[2], q[3], NA, used)
    }
  })
}

mean_is_edge <- function(used) {
  x <- used$variables$is_code[weights(used, "sampling") != 0]
  all(x == 0) || all(x == 1)
}

# B minus A of a column: a contrast of the means of its groups, with their covariance
difference <- function(design, case) {
  with(case, {
    for (x in mean) {
      used <- design[!is.na(design$variables[[x]]) & !is.na(design$variables[[column]]), ]
      means <- svyby(reformulate(x), reformulate(column), used, svymean, covmat = TRUE)
      change <- svycontrast(means, setNames(list(setNames(c(-1, 1), c(a, b))), "change"))
      df <- degf(used)
      ends <- t_interval(as.vector(coef(change)), as.vector(SE(change)), df)
      pair <- used[used$variables[[column]] %in% c(a, b), ]
      add(file, arguments, "difference", x, paste0(b, "-", a), "",
          as.vector(coef(change)), as.vector(SE(change)), df, ends[1], ends[2], NA, pair)
    }
  })
}

# ---- cases

defaults <- list(
  mean = NULL, share = NULL, ratio = NULL, total = NULL, count = FALSE, quantile = NULL, by = NULL, keep = NULL,
  interval = "logit", df = "domain", deff = "srs", quantile_rule = "math", quantile_interval = "logit"
)

# `arguments` of the command are made from the same list as the calls
case_of <- function(file, design_arguments, wanted) {
  case <- modifyList(defaults, wanted)
  option <- function(name, values) paste(sprintf("--%s %s", name, values), collapse = " ")
  parts <- c(
    design_arguments,
    if (length(case$mean)) option("mean", case$mean), if (length(case$share)) option("share", case$share),
    if (length(case$ratio)) option("ratio", case$ratio), if (length(case$total)) option("total", case$total),
    if (case$count) "--count",
    if (length(case$quantile)) option("quantile", outer(case$quantile, c("0.25", "0.5", "0.9"), paste, sep = "@")),
    if (length(case$by)) option("by", case$by), if (length(case$keep)) option("where", case$keep),
    if (!is.null(case$difference)) sprintf("--difference %s:%s,%s", case$column, case$a, case$b),
    for_change("interval", case, "--interval"), for_change("df", case, "--df"), for_change("deff", case, "--deff"),
    for_change("quantile_rule", case, "--quantile-rule"), for_change("quantile_interval", case, "--quantile-interval")
  )
  c(case, list(file = file, arguments = paste(parts, collapse = " ")))
}
for_change <- function(name, case, option) if (case[[name]] != defaults[[name]]) paste(option, case[[name]])

run <- function(file, design_arguments, whole, wanted) {
  case <- case_of(file, design_arguments, wanted)
  whole$variables$always <- 1
  kept <- whole
  for (equation in case$keep) {
    parts <- strsplit(equation, "=")[[1]]
    kept <- kept[!is.na(kept$variables[[parts[1]]]) & kept$variables[[parts[1]]] == parts[2], ]
  }
  if (!is.null(case$difference)) return(difference(kept, case))
  ask(kept, whole, case, "")
  for (by in case$by) {
    columns <- strsplit(by, ",")[[1]]
    key <- do.call(paste, c(Map(function(c) paste0(c, "=", kept$variables[[c]]), columns), sep = ";"))
    complete <- Reduce(`&`, lapply(columns, function(c) !is.na(kept$variables[[c]])))
    for (group in unique(key[complete])) ask(kept[complete & key == group, ], whole, case, group)
  }
}

household <- data_of("household.csv")
rounds <- data_of("rounds.csv")
two_stage <- data_of("two_stage.csv")
rounds$stratum_of_round <- paste(rounds$round, rounds$stratum)

weights_only <- svydesign(ids = ~1, weights = ~weight, data = household)
by_region <- svydesign(ids = ~psu, strata = ~region, weights = ~weight, data = household)
by_stratum <- svydesign(ids = ~psu, strata = ~stratum, weights = ~weight, data = household)
of_rounds <- svydesign(ids = ~psu, strata = ~stratum, weights = ~weight, data = rounds)
without_fpc <- svydesign(ids = ~psu, strata = ~stratum, weights = ~weight, data = two_stage, nest = TRUE)
with_fpc <- svydesign(ids = ~psu, strata = ~stratum, weights = ~weight, fpc = ~psu_total, data = two_stage, nest = TRUE)
two_stages <- svydesign(ids = ~psu + household, strata = ~stratum, weights = ~weight,
                        fpc = ~psu_total + household_total, data = two_stage, nest = TRUE)
implied <- svydesign(ids = ~psu + household, strata = ~stratum, fpc = ~psu_total + household_total, data = two_stage,
                     nest = TRUE)
rows_in_strata <- svydesign(ids = ~1, strata = ~stratum, weights = ~weight, data = two_stage)

H <- "household.csv"
R <- "rounds.csv"
S <- "two_stage.csv"
all_of_household <- list(mean = c("wait_min", "cost", "hhsize"), share = c("satisfied", "q1", "visited"),
                         ratio = c("cost/wait_min", "cost/hhsize"), total = "hhsize")

# weights only, and strata with clusters
run(H, "--weight weight", weights_only, c(all_of_household, list(count = TRUE, by = c("region", "sex,agegrp"))))
region_arguments <- "--weight weight --strata region --cluster psu"
run(H, region_arguments, by_region, c(all_of_household, list(count = TRUE, by = c("region", "sex", "agegrp", "area,sex"))))
run(H, region_arguments, by_region, c(all_of_household, list(keep = "area=urban", by = "sex", df = "design")))
run(H, region_arguments, by_region, c(all_of_household, list(keep = "visited=yes", df = "inf", deff = "wor")))
for (method in c("wald", "asin", "beta", "wilson")) {
  run(H, region_arguments, by_region, list(share = c("satisfied", "q1"), by = "agegrp", interval = method))
}

# lonely clusters: means, shares and ratios (totals under adjust have changed since survey 4.1)
for (lonely in c("adjust", "average", "certainty", "remove")) {
  options(survey.lonely.psu = lonely)
  arguments <- paste("--weight weight --strata stratum --cluster psu --lonely", lonely)
  wanted <- list(mean = c("wait_min", "cost"), share = "satisfied", ratio = "cost/wait_min", by = c("sex", "area"))
  run(H, arguments, by_stratum, wanted)
}
options(survey.lonely.psu = "fail")

# populations: none, one stage, two stages, as fractions, and weights that follow from them
all_of_stages <- list(mean = c("score", "minutes"), share = c("answer", "sex"), ratio = "score/visits",
                      total = c("visits", "minutes"), count = TRUE, by = c("area", "sex"))
nested <- "--weight weight --strata stratum --cluster psu --nested"
deep <- "--weight weight --strata stratum --cluster psu,household --nested"
run(S, nested, without_fpc, all_of_stages)
run(S, paste(nested, "--fpc psu_total"), with_fpc, all_of_stages)
run(S, paste(nested, "--fpc psu_fraction"), with_fpc, all_of_stages)
run(S, paste(deep, "--fpc psu_total,household_total"), two_stages, all_of_stages)
run(S, paste(deep, "--fpc psu_fraction,household_fraction"), two_stages, all_of_stages)
run(S, sub("--weight weight ", "", paste(deep, "--fpc psu_total,household_total")), implied, all_of_stages)
run(S, "--weight weight --strata stratum", rows_in_strata, all_of_stages)

# quantiles
for (rule in c("math", "school", "hf7")) for (scale in c("logit", "t")) {
  wanted <- list(quantile = c("score", "minutes"), by = "area", quantile_rule = rule, quantile_interval = scale)
  run(S, nested, without_fpc, wanted)
  run(H, region_arguments, by_region, list(quantile = "cost", by = "sex", quantile_rule = rule, quantile_interval = scale))
}

# differences: clusters shared by both groups, and groups that lie in different strata
run(R, "--weight weight --strata stratum --cluster psu", of_rounds,
    list(mean = "wait_min", difference = TRUE, column = "round", a = "1", b = "2"))
run(H, region_arguments, by_region, list(mean = c("wait_min", "cost"), difference = TRUE, column = "sex", a = "M", b = "F"))
run(H, region_arguments, by_region, list(mean = "cost", difference = TRUE, column = "region", a = "R1", b = "R3"))
run(S, paste(deep, "--fpc psu_total,household_total"), two_stages,
    list(mean = c("score", "visits"), difference = TRUE, column = "area", a = "хот", b = "хөдөө"))

# ---- the file

all <- do.call(rbind, found)
if ("--check" %in% words) {
  kept <- read.csv(target, comment.char = "#", encoding = "UTF-8", colClasses = c(category = "character"))
  kept$category[is.na(kept$category)] <- ""
  stopifnot(nrow(kept) == nrow(all))
  for (column in names(all)) {
    a <- all[[column]]
    b <- kept[[column]]
    same <- if (is.numeric(a)) {
      (is.na(a) & is.na(b)) | a == b | abs(a - b) <= 1e-12 * pmax(abs(a), abs(b), 1e-3)
    } else a == ifelse(is.na(b), "", b)
    if (!all(same, na.rm = FALSE)) stop(column, " differs in row ", which(!same)[1])
  }
  cat(nrow(all), "golden estimates are as R makes them:", R.version.string, "survey", format(packageVersion("survey")), "\n")
} else {
  number <- function(x) if (is.numeric(x)) ifelse(is.na(x), "", sprintf("%.17g", x)) else x
  file <- file(target, "w", encoding = "UTF-8")
  writeLines(paste0("# Made by make.R with ", R.version.string, ", survey ", format(packageVersion("survey"))), file)
  write.csv(as.data.frame(lapply(all, number)), file, row.names = FALSE, quote = 2:6)
  close(file)
  cat(nrow(all), "estimates\n")
}

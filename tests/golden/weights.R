# Makes weights.csv: what R's survey package says with replicate weights, calibrated weights and in tests of tables, one row for each
# number that `masam estimate` must give too; and replicates.csv, the survey with replicate weights in it.
#
#   Rscript tests/golden/weights.R tests/golden            writes the files
#   Rscript tests/golden/weights.R tests/golden --check    computes them anew and compares, to 1e-10
#
# Weights without a row in them stay out of R's designs: its post-stratification lets them leak into the error, and its rake gives NaN.
# The clusters stay the same, since every one of those rows lies in a cluster with others.

suppressPackageStartupMessages(library(survey))
words <- commandArgs(trailingOnly = TRUE)
folder <- words[1]
check <- "--check" %in% words
found <- list()

read <- function(name, ...) {
  read.csv(file.path(folder, name), encoding = "UTF-8", na.strings = c("", "NA"), stringsAsFactors = FALSE, ...)
}

# ---- one row of the file

add <- function(file, arguments, statistic, variable, category, group, value, se = NA, df = NA, low = NA, high = NA,
                df2 = NA, p = NA, n = NA) {
  found[[length(found) + 1]] <<- data.frame(
    file = file, arguments = arguments, statistic = statistic, variable = variable, category = category, group = group,
    estimate = value, se = se, df = df, ci_low = low, ci_high = high, df2 = df2, p = p, n = n
  )
}

# ---- means, shares, ratios and totals, over all rows and in the groups of a column

ask <- function(file, arguments, whole, mean = NULL, share = NULL, ratio = NULL, total = NULL, quantile = NULL, by = NULL) {
  option <- function(name, values) if (length(values)) paste(sprintf("--%s %s", name, values), collapse = " ")
  # On the logit scale R takes another variance where there are replicates: that of the logits.
  replicated <- inherits(whole, "svyrep.design")
  scale <- if (replicated) "--quantile-interval t"
  arguments <- paste(c(arguments, option("mean", mean), option("share", share), option("ratio", ratio),
                       option("total", total), option("quantile", if (length(quantile)) paste0(quantile, "@0.4")), if (length(quantile)) scale, option("by", by)),
                     collapse = " ")
  one <- function(statistic, variable, category, group, used, m) {
    own <- degf(used)
    value <- as.vector(coef(m))
    se <- as.vector(SE(m))
    t <- qt(0.975, own)
    ends <- if (statistic == "share") plogis(qlogis(value) + c(-1, 1) * t * se / (value * (1 - value))) else
      value + c(-1, 1) * t * se
    # What is 0 or 1 or without spread is told otherwise, and is compared elsewhere.
    if (se < 1e-9 * abs(value) || (statistic == "share" && (value < 1e-9 || value > 1 - 1e-9))) return(invisible())
    rows <- if (inherits(used, "svyrep.design")) sum(used$pweights != 0) else sum(weights(used) != 0)
    add(file, arguments, statistic, variable, category, group, value, se, own, ends[1], ends[2], n = rows)
  }
  groups <- list(list(name = "", design = whole))
  for (column in by) for (code in sort(unique(na.omit(whole$variables[[column]])))) {
    kept <- whole[!is.na(whole$variables[[column]]) & whole$variables[[column]] == code, ]
    groups <- c(groups, list(list(name = paste0(column, "=", code), design = kept)))
  }
  for (group in groups) {
    # A part of a calibrated design keeps its other rows, without weight: what they lack must not be NA.
    filled <- function(used, ...) {
      for (x in c(...)) used$variables[[x]][is.na(used$variables[[x]])] <- 0
      used
    }
    present <- function(...) Reduce(`&`, lapply(c(...), function(x) !is.na(group$design$variables[[x]])))
    for (x in mean) {
      used <- filled(group$design[present(x), ], x)
      one("mean", x, "", group$name, used, svymean(reformulate(x), used))
    }
    for (x in share) {
      used <- group$design[present(x), ]
      for (code in sort(unique(na.omit(used$variables[[x]])))) {
        used$variables$is_code <- as.numeric(used$variables[[x]] %in% code)
        one("share", x, as.character(code), group$name, used, svymean(~is_code, used))
      }
    }
    for (pair in ratio) {
      parts <- strsplit(pair, "/")[[1]]
      used <- filled(group$design[present(parts), ], parts)
      one("ratio", pair, "", group$name, used, svyratio(reformulate(parts[1]), reformulate(parts[2]), used))
    }
    for (x in total) {
      used <- filled(group$design[present(x), ], x)
      one("total", x, "", group$name, used, svytotal(reformulate(x), used))
    }
    for (x in quantile) {
      used <- group$design[present(x), ]
      own <- degf(used)
      q <- svyquantile(reformulate(x), used, 0.4, interval.type = if (replicated) "mean" else "xlogit", df = own, na.rm = TRUE)[[1]]
      add(file, arguments, "quantile", x, "0.4", group$name, q[1], (q[3] - q[2]) / (2 * qt(0.975, own)), own, q[2], q[3])
    }
  }
}

# ---- tests of a two-way table; R takes the degrees of freedom of the whole design

test <- function(file, arguments, design, rows, columns, statistics = c("F", "Chisq", "Wald", "adjWald")) {
  complete <- sum(!is.na(design$variables[[rows]]) & !is.na(design$variables[[columns]]))
  formula <- reformulate(c(rows, columns))
  arguments <- sprintf("%s --test %s,%s --test-statistic f,chisq,wald,adjwald --df design", arguments, rows, columns)
  size <- sapply(c(rows, columns), function(x) length(unique(na.omit(design$variables[[x]]))))
  for (statistic in statistics) {
    t <- svychisq(formula, design, statistic = statistic)
    value <- as.vector(t$statistic)
    # X² is scaled by the rows that have both answers; R scales by all of them, which its p doesn't depend on.
    if (statistic == "Chisq") value <- value / nrow(design$variables) * complete
    own <- as.vector(t$parameter)
    add(file, arguments, paste0("test_", tolower(statistic)), paste(rows, columns, sep = ","), paste(size, collapse = "x"), "",
        value, df = own[1], df2 = if (length(own) > 1) own[2] else NA, p = as.vector(t$p.value))
  }
}

# ---- the data

household <- read("household.csv", colClasses = c(psu = "character"))
weighted <- household[household$weight > 0, ]
two_stage <- read("two_stage.csv", colClasses = c(psu = "character"))
H <- "household.csv"
S <- "two_stage.csv"
R <- "replicates.csv"

# Replicate weights as a file has them, with nine digits (with six R takes rounding for information in its rank): a bootstrap of clusters in regions, and factors of Fay's kind from signs that
# alternate in another way for each replicate.
make_replicates <- function() {
  RNGkind("Mersenne-Twister", "Inversion", "Rejection")
  set.seed(20240611)
  clusters <- unique(household[c("region", "psu")])
  factors <- matrix(0, nrow(clusters), 20)
  for (region in unique(clusters$region)) {
    inside <- which(clusters$region == region)
    n <- length(inside)
    for (replicate in 1:20) {
      drawn <- tabulate(sample.int(n, n - 1, replace = TRUE), n)
      factors[inside, replicate] <- drawn * n / (n - 1)
    }
  }
  boot <- household$weight * factors[match(household$psu, clusters$psu), ]
  at <- match(household$psu, clusters$psu)
  fay <- sapply(0:7, function(k) 1 + 0.7 * ifelse(bitwAnd(bitwXor(at, bitwShiftR(at, 2)), k) %% 3 == 0, 1, -1))
  out <- cbind(household[c("id", "region", "sex", "weight", "wait_min", "cost", "hhsize", "satisfied")],
               setNames(as.data.frame(boot), sprintf("boot_%02d", 1:20)), setNames(as.data.frame(fay), sprintf("fay_%d", 1:8)))
  for (column in grep("^(boot|fay)_", names(out))) out[[column]] <- as.numeric(sprintf("%.9g", out[[column]]))
  out
}
replicates <- make_replicates()
kept_replicates <- file.path(folder, R)
if (check) {
  kept <- read(R)
  stopifnot(identical(dim(kept), dim(replicates)), all.equal(kept, replicates, check.attributes = FALSE, tolerance = 1e-12))
} else {
  write.csv(replicates, kept_replicates, row.names = FALSE, na = "", quote = FALSE)
}
replicates <- read(R)

# Known totals, in the shapes in which people have them: tests/suite/weights_golden.rs reads the same files.
cross <- data.frame(agegrp = rep(c("15-24", "25-49", "50+"), 2), sex = rep(c("F", "M"), each = 3),
                    total = c(4100, 8050, 3900, 3600, 7400, 3550))
margins <- data.frame(
  variable = c(rep("agegrp", 3), rep("sex", 2), "hhsize", ""), category = c("15-24", "25-49", "50+", "F", "M", "", ""),
  total = c(7700, 15450, 7450, 16050, 14550, 139000, 30600)
)
answers <- data.frame("хувьсагч" = c("sex", "sex", "area", "area"), "ангилал" = c("эм", "эр", "хот", "хөдөө"),
                      "нийт" = c(430, 380, 330, 480), check.names = FALSE)
tables <- list(cross.csv = cross, margins.csv = margins, answers.csv = answers)
for (name in names(tables)) {
  path <- file.path(folder, "totals", name)
  if (check) stopifnot(all.equal(read(file.path("totals", name), check.names = FALSE)$total, tables[[name]]$total))
  else write.csv(tables[[name]], path, row.names = FALSE, na = "", quote = FALSE, fileEncoding = "UTF-8")
}

# ---- replicate weights in the file

all_of_it <- list(mean = c("wait_min", "cost"), share = "satisfied", ratio = "cost/hhsize", total = "hhsize", quantile = "cost",
                  by = c("sex", "region"))
replicated <- function(arguments, ...) do.call(ask, c(list(R, arguments, svrepdesign(data = replicates, ...)), all_of_it))
boot <- replicates[grep("^boot_", names(replicates))]
fay <- replicates[grep("^fay_", names(replicates))]
replicated("--weight weight --replicates boot_* --replicate-type bootstrap", weights = ~weight, repweights = boot,
           type = "bootstrap", combined.weights = TRUE)
replicated("--weight weight --replicates boot_* --replicate-type brr --mse", weights = ~weight, repweights = boot, type = "BRR",
           combined.weights = TRUE, mse = TRUE)
replicated("--weight weight --replicates fay_* --replicate-factors --replicate-type fay:0.3", weights = ~weight, repweights = fay,
           type = "Fay", rho = 0.3, combined.weights = FALSE)
halves <- seq(0.5, 0.85, by = 0.05)
replicated(paste("--weight weight --replicates fay_? --replicate-factors --replicate-type jkn --rscales",
                 paste(halves, collapse = ",")),
           weights = ~weight, repweights = fay, type = "JKn", scale = 1, rscales = halves, combined.weights = FALSE)
replicated("--weight weight --replicates fay_? --replicate-factors --replicate-type sdr", weights = ~weight, repweights = fay,
           type = "other", scale = 4 / 8, rscales = rep(1, 8), combined.weights = FALSE, mse = TRUE)

# ---- replicates made from the design

by_region <- svydesign(ids = ~psu, strata = ~region, weights = ~weight, data = household)
unstratified <- svydesign(ids = ~psu, weights = ~weight, data = household)
by_stratum <- svydesign(ids = ~psu, strata = ~stratum, weights = ~weight, data = household)
with_fpc <- svydesign(ids = ~psu, strata = ~stratum, weights = ~weight, fpc = ~psu_total, data = two_stage, nest = TRUE)
of_region <- "--weight weight --strata region --cluster psu"
of_answers <- list(mean = c("score", "minutes"), share = c("answer", "sex"), ratio = "score/visits", total = "visits", by = "area")
made <- function(file, arguments, design, wanted, ...) do.call(ask, c(list(file, arguments, as.svrepdesign(design, ...)), wanted))
made(H, paste(of_region, "--jackknife"), by_region, all_of_it, type = "JKn")
made(H, paste(of_region, "--jackknife --mse"), by_region, all_of_it, type = "JKn", mse = TRUE)
made(H, "--weight weight --cluster psu --jackknife", unstratified, all_of_it, type = "JK1")
nested <- "--weight weight --strata stratum --cluster psu --nested --fpc psu_total"
made(S, paste(nested, "--jackknife"), with_fpc, of_answers, type = "JKn")
for (lonely in c("adjust", "average", "remove")) {
  options(survey.lonely.psu = lonely)
  arguments <- paste("--weight weight --strata stratum --cluster psu --jackknife --lonely", lonely)
  # Of groups the rule of R goes by the clusters in the group in its degrees of freedom alone.
  made(H, arguments, by_stratum, list(mean = c("wait_min", "cost"), share = "satisfied", by = "sex"), type = "JKn")
}
options(survey.lonely.psu = "fail")

# ---- calibrated weights

calibrated <- svydesign(ids = ~psu, strata = ~region, weights = ~weight, data = weighted)
wanted <- modifyList(all_of_it, list(by = c("region", "area", "sex")))
calibrated_to <- function(arguments, design) do.call(ask, c(list(H, paste(of_region, arguments), design), wanted))
names(cross)[3] <- "Freq"
post <- postStratify(calibrated, ~agegrp + sex, cross)
calibrated_to("--poststratify sex,agegrp --totals totals/cross.csv", post)
sexes <- data.frame(sex = c("F", "M"), Freq = c(16050, 14550))
ages <- data.frame(agegrp = c("15-24", "25-49", "50+"), Freq = c(7700, 15450, 7450))
raked <- rake(calibrated, list(~agegrp, ~sex), list(ages, sexes), control = list(maxit = 200, epsilon = 1e-11))
calibrated_to("--rake agegrp --rake sex --totals totals/margins.csv --variance r-rake", raked)
population <- c("(Intercept)" = 30600, "agegrp25-49" = 15450, "agegrp50+" = 7450, sexM = 14550)
exactly <- function(...) calibrate(calibrated, ..., epsilon = 1e-13, maxit = 200)
calibrated_to("--rake agegrp --rake sex --totals totals/margins.csv", exactly(~agegrp + sex, population, calfun = "raking"))
people <- c(population, hhsize = 139000)
terms <- ~agegrp + sex + hhsize
linear <- exactly(terms, people)
calibrated_to("--calibrate agegrp,sex,hhsize --totals totals/margins.csv", linear)
calibrated_to("--calibrate agegrp,sex,hhsize --totals totals/margins.csv --calfun raking", exactly(terms, people, calfun = "raking"))
calibrated_to("--calibrate agegrp,sex,hhsize --totals totals/margins.csv --calfun logit --bounds 0.5,2",
              exactly(terms, people, calfun = "logit", bounds = c(0.5, 2)))
calibrated_to("--calibrate agegrp,sex,hhsize --totals totals/margins.csv --bounds 0.72,1.37",
              exactly(terms, people, calfun = "linear", bounds = c(0.72, 1.37)))
of_sexes <- calibrate(with_fpc, ~sex + area, c("(Intercept)" = 810, "sexэр" = 380, "areaхөдөө" = 480), calfun = "raking",
                      epsilon = 1e-13, maxit = 200)
do.call(ask, c(list(S, paste(nested, "--rake sex --rake area --totals totals/answers.csv"), of_sexes), of_answers))

# ---- tests of tables

test(H, of_region, by_region, "sex", "q1")
test(H, of_region, by_region, "visited", "agegrp")
test(H, "--weight weight --cluster psu", unstratified, "band", "area")
two_stages <- svydesign(ids = ~psu + household, strata = ~stratum, weights = ~weight, fpc = ~psu_total + household_total,
                        data = two_stage, nest = TRUE)
test(S, "--weight weight --strata stratum --cluster psu,household --nested --fpc psu_total,household_total", two_stages, "sex", "answer")
test(H, paste(of_region, "--jackknife"), as.svrepdesign(by_region, type = "JKn"), "sex", "agegrp")
test(H, paste(of_region, "--poststratify sex,agegrp --totals totals/cross.csv"), post, "area", "visited",
     c("F", "Wald", "adjWald"))

# ---- the file

all <- do.call(rbind, found)
target <- file.path(folder, "weights.csv")
if (check) {
  kept <- read.csv(target, comment.char = "#", encoding = "UTF-8", colClasses = c(category = "character"))
  stopifnot(nrow(kept) == nrow(all))
  for (column in names(all)) {
    a <- all[[column]]
    b <- kept[[column]]
    same <- if (is.numeric(a)) {
      (is.na(a) & is.na(b)) | a == b | abs(a - b) <= 1e-10 * pmax(abs(a), abs(b), 1e-3)
    } else a == ifelse(is.na(b), "", b)
    if (!all(same, na.rm = FALSE)) stop(column, " differs in row ", which(!same)[1])
  }
  cat(nrow(all), "golden estimates are as R makes them:", R.version.string, "survey", format(packageVersion("survey")), "\n")
} else {
  number <- function(x) if (is.numeric(x)) ifelse(is.na(x), "", sprintf("%.17g", x)) else x
  out <- as.data.frame(lapply(all, number))
  made_by <- paste0("# Made by weights.R with ", R.version.string, ", survey ", format(packageVersion("survey")))
  connection <- file(target, "w", encoding = "UTF-8")
  writeLines(made_by, connection)
  write.csv(out, connection, row.names = FALSE, quote = seq_len(6))
  close(connection)
  cat(nrow(all), "estimates written\n")
}

# Makes instruments/health/expected.csv and instruments/education/expected.csv: what a report card on the sample beside
# them must say, computed by R's survey package from the raw file. Nothing here reads instrument.toml: who is asked, what
# counts and what is missing is written out again by hand, so that a slip in either shows.
#
#   Rscript tests/golden/card.R instruments            writes the files
#   Rscript tests/golden/card.R instruments --check    computes them anew and compares, to 1e-12
#
# Rows of `expected.csv`, by `what`:
#   value       a figure in a place (blank: all places) for a group (blank: everybody): value, standard error, degrees of
#               freedom, interval, base, missing answers, weighted base, design effect; for everybody also why answers miss
#   to_average  the place minus all respondents, with p and the p adjusted over the places (Holm)
#   to_target   the value minus the target
#   between     the first minus the second group of a grouping
# A blank cell says that there must be no number; a dash that the cell isn't compared.

suppressPackageStartupMessages(library(survey))
words <- commandArgs(trailingOnly = TRUE)
folder <- words[1]
level <- 0.95

# ---- answers: what somebody said, or why nothing is known

# 97 to 99 are missing answers of questions with a list; minutes and money can be 98, so there only -97 to -99 are.
reasons <- c("blank", "not_asked", "dont_know", "refused", "unreadable")

answer <- function(x, codes, asked = TRUE) {
  why <- ifelse(x %in% c("", "NA", "n/a"), "blank",
         ifelse(x %in% c("97", "-97"), "not_asked",
         ifelse(x %in% c("98", "-98"), "dont_know",
         ifelse(x %in% c("99", "-99"), "refused",
         ifelse(x %in% codes, "", "unreadable")))))
  why[!asked] <- "not_asked"
  list(said = ifelse(why == "", x, NA), why = why)
}

amount <- function(x, least, most, asked = TRUE) {
  number <- suppressWarnings(as.numeric(x))
  why <- ifelse(x %in% c("", "NA", "n/a"), "blank",
         ifelse(x == "-97", "not_asked",
         ifelse(x == "-98", "dont_know",
         ifelse(x == "-99", "refused",
         ifelse(is.na(number) | number < least | number > most, "unreadable", "")))))
  why[!asked] <- "not_asked"
  list(said = ifelse(why == "", number, NA), why = why)
}

is <- function(question, ...) !is.na(question$said) & question$said %in% c(...)

# ---- figures: a number for everybody who counts, and why the others don't

figure <- function(kind, question, value, good = 1, factor = 1, points = identity) {
  y <- value(question$said)
  list(kind = kind, y = y, why = ifelse(is.na(y), question$why, ""), good = good, factor = factor, points = points)
}
# `counts` says for each respondent whether the answer is the one that is looked for
share <- function(question, counts, good = 1) {
  figure("share", question, function(said) ifelse(is.na(said), NA, as.numeric(counts(said))), good, 100,
         function(p) if (good < 0) 100 - 100 * p else 100 * p)
}
one_of <- function(...) { codes <- c(...); function(said) said %in% codes }
score <- function(question) figure("mean", question, function(said) (as.numeric(said) - 1) / 4 * 100)
net <- function(question) {
  figure("mean", question, function(said) (said %in% c("4", "5")) - (said %in% c("1", "2")) + ifelse(is.na(said), NA, 0),
         factor = 100)
}
mean_of <- function(question) figure("mean", question, identity, good = -1)
median_of <- function(question) figure("median", question, identity, good = -1)

# Who said `no` to the question before counts as nothing, as long as the base is theirs.
or_nothing <- function(question, nothing, what) {
  question$said[nothing] <- what
  question$why[nothing] <- ""
  question
}

yes_no <- c("yes", "no")
five <- as.character(1:5)

everybody_of <- function(d, first) {
  list(
    facility_type = answer(d$facility_type, c("shc", "fhc", "hospital", "kindergarten", "school", "dormitory")),
    sex = answer(d$sex, c("female", "male")), age = amount(d$age, 15, 110),
    poverty = answer(d$poverty, c("poor", "non_poor")), residence = answer(d$residence, c("urban", "rural")),
    herder = answer(d$herder, yes_no), disability = answer(d$disability, yes_no),
    registration = answer(if (is.null(d$registration)) rep("", nrow(d)) else d$registration, c("temporary", "permanent")),
    first = answer(first, yes_no)
  )
}

health <- function(d) {
  all <- everybody_of(d, d$H01)
  users <- is(all$first, "yes")
  q <- function(name, codes, asked = users) answer(d[[name]], codes, asked)
  minutes <- function(name) amount(d[[name]], 0, 720, users)
  prescribed <- q("H05", c("all", "some", "none", "none_prescribed"))
  # To whom nothing was prescribed, the question doesn't apply.
  without <- is(prescribed, "none_prescribed")
  prescribed$said[without] <- NA
  prescribed$why[without] <- "not_asked"
  problem <- q("H10", yes_no)
  reported <- q("H11", yes_no, is(problem, "yes"))
  resolved <- q("H12", c("resolved", "partly", "not_resolved", "pending"), is(reported, "yes"))
  paid <- q("H15", yes_no)
  paid_amount <- amount(d$H16, 1, 20e6, is(paid, "yes"))
  official <- amount(d$H17, 0, 20e6, users)
  satisfied <- q("H18", five)
  registered <- q("H19", yes_no, users & is(all$facility_type, "fhc"))
  figures <- list(
    H01 = share(all$first, one_of("yes")),
    H02.within30 = share(minutes("H02"), function(m) m <= 30), H02.median = median_of(minutes("H02")),
    H03 = share(q("H03", yes_no), one_of("yes")),
    H19 = share(registered, one_of("yes")),
    H04.within30 = share(minutes("H04"), function(m) m <= 30), H04.median = median_of(minutes("H04")),
    H05 = share(prescribed, one_of("all")),
    H06.score = score(q("H06", five)), H06.good = share(q("H06", five), one_of("4", "5")),
    H07.score = score(q("H07", five)), H07.good = share(q("H07", five), one_of("4", "5")),
    H08 = share(q("H08", c("fully", "partly", "no")), one_of("fully")),
    H09.score = score(q("H09", five)), H09.good = share(q("H09", five), one_of("4", "5")),
    H10 = share(problem, one_of("yes"), good = -1),
    H11 = share(reported, one_of("yes")),
    H12 = share(resolved, one_of("resolved")),
    H12.all = share(or_nothing(resolved, is(reported, "no"), "not reported"), one_of("resolved")),
    H13 = median_of(amount(d$H13, 0, 730, is(resolved, "resolved"))),
    H14 = share(q("H14", yes_no), one_of("yes")),
    H20 = share(q("H20", yes_no), one_of("yes")),
    H15 = share(paid, one_of("yes"), good = -1),
    H16.median = median_of(paid_amount), H16.payers = mean_of(paid_amount),
    H16.users = mean_of(or_nothing(paid_amount, is(paid, "no"), 0)),
    H17.median = median_of(official), H17.paid = share(official, function(m) m > 0, good = -1),
    H18.score = score(satisfied), H18.satisfied = share(satisfied, one_of("4", "5")),
    H18.fully = share(satisfied, one_of("5")), H18.dissatisfied = share(satisfied, one_of("1", "2"), good = -1),
    H18.net = net(satisfied)
  )
  dimensions <- list(
    access = c("H02.within30", "H03", "H19"), reliability = "H04.within30", availability = "H05",
    quality = c("H06.score", "H07.score", "H08", "H09.score"), problem = c("H10", "H11"), responsiveness = "H12",
    transparency = c("H14", "H20"), corruption = "H15", satisfaction = "H18.score"
  )
  list(figures = figures, all = all, target = c(H15 = 0), dimensions = dimensions,
       composites = c("access", "quality", "problem", "transparency"),
       groups = groups_of(all, c("shc", "fhc", "hospital"), "registration"))
}

education <- function(d) {
  all <- everybody_of(d, d$E01)
  users <- is(all$first, "yes")
  kindergarten <- users & is(all$facility_type, "kindergarten")
  school <- users & is(all$facility_type, "school")
  dormitory <- users & is(all$facility_type, "dormitory")
  day <- kindergarten | school
  q <- function(name, codes, asked = day) answer(d[[name]], codes, asked)
  minutes <- amount(d$E03, 0, 720, day)
  lost <- amount(d$E09, 0, 31, day)
  problem <- q("E10", yes_no)
  reported <- q("reported", yes_no, is(problem, "yes"))
  resolved <- q("E11", c("resolved", "partly", "not_resolved", "pending"), is(reported, "yes"))
  collected <- q("E13", yes_no)
  collected_amount <- amount(d$E14, 1, 20e6, is(collected, "yes"))
  satisfied <- q("E15", five, school)
  conditions <- q("E16", five, dormitory)
  figures <- list(
    E01 = share(all$first, one_of("yes")),
    E02 = share(q("E02", yes_no, kindergarten), one_of("yes")),
    E03.within30 = share(minutes, function(m) m <= 30), E03.median = median_of(minutes),
    E04.score = score(q("E04", five)), E04.good = share(q("E04", five), one_of("4", "5")),
    E05.score = score(q("E05", five)), E05.good = share(q("E05", five), one_of("4", "5")),
    E06.score = score(q("E06", five)), E06.good = share(q("E06", five), one_of("4", "5")),
    E07.score = score(q("E07", five)), E07.good = share(q("E07", five), one_of("4", "5")),
    E16.score = score(conditions), E16.good = share(conditions, one_of("4", "5")),
    E08 = share(q("E08", c("always", "mostly", "rarely", "no")), one_of("always", "mostly")),
    E09.none = share(lost, function(days) days == 0), E09.mean = mean_of(lost),
    E10 = share(problem, one_of("yes"), good = -1),
    reported = share(reported, one_of("yes")),
    E11 = share(resolved, one_of("resolved")),
    E11.all = share(or_nothing(resolved, is(reported, "no"), "not reported"), one_of("resolved")),
    E12 = share(q("E12", yes_no), one_of("yes")),
    E13 = share(collected, one_of("yes"), good = -1),
    E14.median = median_of(collected_amount), E14.users = mean_of(or_nothing(collected_amount, is(collected, "no"), 0)),
    E15.score = score(satisfied), E15.satisfied = share(satisfied, one_of("4", "5")),
    E15.fully = share(satisfied, one_of("5")), E15.dissatisfied = share(satisfied, one_of("1", "2"), good = -1),
    E15.net = net(satisfied)
  )
  dimensions <- list(
    access = c("E02", "E03.within30"),
    quality = c("E04.score", "E05.score", "E06.score", "E07.score", "E16.score", "E08"), reliability = "E09.none",
    problem = c("E10", "reported"), responsiveness = "E11", transparency = "E12", corruption = "E13",
    satisfaction = "E15.score"
  )
  list(figures = figures, all = all, target = c(E13 = 0), dimensions = dimensions,
       composites = c("access", "quality", "problem"),
       groups = groups_of(all, c("kindergarten", "school", "dormitory"), NULL))
}

# ---- groups: the group of everybody by grouping, and the pairs that are compared

groups_of <- function(all, facilities, more) {
  age <- all$age$said
  named <- function(said, codes, names) names[match(said, codes)]
  groups <- list(
    sex = list(of = all$sex$said, groups = c("female", "male"), pair = c("female", "male")),
    age = list(of = as.character(cut(age, c(15, 25, 35, 50, 65, Inf), right = FALSE,
                                     labels = c("15-24", "25-34", "35-49", "50-64", "65plus"))),
               groups = c("15-24", "25-34", "35-49", "50-64", "65plus")),
    poverty = list(of = all$poverty$said, groups = c("poor", "non_poor"), pair = c("poor", "non_poor")),
    residence = list(of = all$residence$said, groups = c("urban", "rural"), pair = c("rural", "urban")),
    herder = list(of = named(all$herder$said, yes_no, c("herder", "settled")), groups = c("herder", "settled"),
                  pair = c("herder", "settled")),
    disability = list(of = named(all$disability$said, yes_no, c("disability", "none")),
                      groups = c("disability", "none"), pair = c("disability", "none")),
    facility_type = list(of = all$facility_type$said, groups = facilities)
  )
  if (!is.null(more)) {
    groups$registration <- list(of = all$registration$said, groups = c("temporary", "permanent"),
                                pair = c("temporary", "permanent"))
  }
  groups
}
within_places <- c("sex", "poverty")

places <- c("Дорнод" = "21", "Ховд" = "84", "Хөвсгөл" = "67", "Хэнтий" = "23", "Чингэлтэй" = "1125")

# ---- numbers

quantile_of_t <- function(df) qt(1 - (1 - level) / 2, df)
t_ends <- function(value, se, df) if (df > 0) value + c(-1, 1) * quantile_of_t(df) * se else c(NA, NA)
two_sided <- function(t, df) if (df > 0) 2 * pt(-abs(t), df) else NA
clusters <- function(design) nrow(unique(design$variables[c("stratum", "psu")]))
# An error of rounding noise is none.
quiet <- function(se, value) if (se <= 1e-9 * abs(value)) 0 else se

none <- list(value = NA, se = NA, df = NA, low = NA, high = NA, n = 0, weighted = NA, deff = NA, edge = FALSE)

# Korn and Graubard with the number of answers, where nothing else is defined.
edge_ends <- function(p, n, df) {
  if (df <= 0) return(c(NA, NA))
  tail <- (1 - level) / 2
  c(if (p <= 0) 0 else qbeta(tail, n * p, n * (1 - p) + 1), if (p >= 1) 1 else qbeta(1 - tail, n * p + 1, n * (1 - p)))
}

estimate <- function(design, one, rows) {
  design$variables$y <- one$y
  used <- design[rows & !is.na(one$y), ]
  if (nrow(used) == 0) return(none)
  found <- none
  found$n <- nrow(used)
  found$weighted <- sum(weights(used, "sampling"))
  if (one$kind == "median") return(median_estimate(used, found))
  m <- svymean(~y, used, deff = "replace")
  found$value <- as.vector(coef(m))
  # The residuals of a single cluster sum to zero, whatever the answers are.
  if (clusters(used) == 1) {
    found$deff <- NA
    return(found)
  }
  found$se <- quiet(as.vector(SE(m)), found$value)
  found$df <- degf(used)
  found$deff <- if (found$se > 0) as.vector(deff(m)) else NA
  found$edge <- one$kind == "share" && (found$value <= 0 || found$value >= 1 || found$se == 0)
  ends <- if (found$edge) {
    edge_ends(found$value, found$n, found$df)
  } else if (one$kind == "share") {
    if (found$df > 0) confint(svyciprop(~y, used, method = "xlogit", df = found$df, level = level)) else c(NA, NA)
  } else t_ends(found$value, found$se, found$df)
  found$low <- ends[1]
  found$high <- ends[2]
  found
}

# The smallest value with at least a share p of the weight at or below it. (The rule "math" of version 4.1 gives the second
# smallest where the first alone has that share.)
smallest <- function(x, w, p) {
  at <- order(x)
  reached <- cumsum(w[at]) / sum(w)
  x[at][min(which(reached >= p - 1e-12), length(x))]
}

median_estimate <- function(used, found) {
  df <- degf(used)
  # Where everybody lies at or below the median, or in one cluster, its error can't be seen.
  value <- as.vector(svyquantile(~y, used, 0.5, ci = FALSE, qrule = smallest)[[1]][1])
  found$value <- value
  if (df <= 0 || clusters(used) == 1 || all(used$variables$y <= value)) return(found)
  q <- svyquantile(~y, used, 0.5, interval.type = "xlogit", qrule = smallest, df = df)[[1]]
  found$low <- q[2]
  found$high <- q[3]
  found$se <- (q[3] - q[2]) / (2 * quantile_of_t(df))
  found$df <- df
  found
}

# Σ k · mean, each of its own rows, with all covariances: every mean gets a copy of the file in the same clusters.
combination <- function(survey, parts) {
  d <- survey$design$variables
  copies <- lapply(seq_along(parts), function(at) {
    data.frame(stratum = d$stratum, psu = d$psu, weight = d$weight, part = sprintf("p%03d", at), y = parts[[at]]$y,
               used = parts[[at]]$rows & !is.na(parts[[at]]$y))
  })
  stacked <- svydesign(ids = ~psu, strata = ~stratum, weights = ~weight, data = do.call(rbind, copies), nest = TRUE)
  used <- stacked[stacked$variables$used, ]
  k <- vapply(parts, function(part) part$k, 0)
  found <- if (length(parts) == 1) {
    m <- svymean(~y, used)
    c(k * coef(m), abs(k) * SE(m))
  } else {
    m <- svyby(~y, ~part, used, svymean, covmat = TRUE)
    whole <- svycontrast(m, setNames(k, names(coef(m))))
    # A variance of zero may come out as rounding noise below it.
    c(coef(whole), sqrt(max(0, vcov(whole))))
  }
  list(value = found[1], se = found[2], df = degf(used))
}

# The parts of a composite in some rows: those whose error is known, their weights summing to one again.
composite_parts <- function(survey, name, rows, sign = 1) {
  weights <- survey$weights[[name]]
  known <- vapply(names(weights), function(id) !is.na(survey$estimate(id, rows)$se), TRUE)
  weights <- weights[known] / sum(weights[known])
  lapply(names(weights), function(id) {
    one <- survey$figures[[id]]
    # points of a score are the score; of a share 100 times it; turned where less is better
    list(y = vapply(one$y, function(y) if (is.na(y)) NA else one$points(y), 0), rows = rows, k = sign * weights[[id]],
         id = id)
  })
}

composite <- function(survey, name, rows) {
  parts <- composite_parts(survey, name, rows)
  if (!length(parts)) return(none)
  found <- combination(survey, parts)
  bases <- lapply(parts, function(part) survey$estimate(part$id, rows))
  se <- quiet(found$se, found$value)
  ends <- t_ends(found$value, se, found$df)
  modifyList(none, list(
    value = found$value, se = se, df = found$df, low = ends[1], high = ends[2],
    n = max(vapply(bases, function(b) b$n, 0)), weighted = max(vapply(bases, function(b) b$weighted, 0))
  ))
}

# ---- gaps

gap <- function(value, se = NA, low = NA, high = NA, p = NA) list(value = value, se = se, low = low, high = high, p = p)

to_target <- function(found, target) {
  if (is.na(found$value)) return(NULL)
  value <- found$value - target
  p <- if (is.na(found$se) || found$se == 0 || found$edge) NA else {
    # On the logit scale, as the interval of a share is.
    two_sided((qlogis(found$value) - qlogis(target)) / (found$se / (found$value * (1 - found$value))), found$df)
  }
  gap(value, if (isTRUE(found$se > 0)) found$se else NA, found$low - target, found$high - target, p)
}

# First minus second. There is an error where both are known and one can be seen. A share of 0 or 1 has an error of 0 that
# is no certainty: there the distances of both sides from the ends of their own intervals make the interval (Newcombe 1998).
# `place`: the first is a place against all; its own degrees of freedom are then the most there are.
difference <- function(survey, id, first, second, place = FALSE) {
  a <- survey$estimate(id, first)
  b <- survey$estimate(id, second)
  if (is.na(a$value) || is.na(b$value)) return(NULL)
  size <- max(abs(a$value), abs(b$value))
  value <- if (abs(a$value - b$value) <= 1e-9 * size) 0 else a$value - b$value
  kind <- if (is.null(survey$figures[[id]])) "composite" else survey$figures[[id]]$kind
  if (kind == "composite") {
    # On the parts that both sides have with 30 answers or more and an error; they must weigh half of the whole or more.
    weights <- survey$weights[[id]]
    enough <- vapply(names(weights), function(part) {
      sides <- list(survey$estimate(part, first), survey$estimate(part, second))
      all(vapply(sides, function(e) isTRUE(e$se > 0) && e$n >= 30, TRUE))
    }, TRUE)
    if (sum(weights[enough]) < 0.5) return(gap(value))
    weights <- weights[enough] / sum(weights[enough])
    side <- function(rows, sign) lapply(names(weights), function(part) {
      one <- survey$figures[[part]]
      list(y = vapply(one$y, function(y) if (is.na(y)) NA else one$points(y), 0), rows = rows,
           k = sign * weights[[part]], id = part)
    })
    found <- combination(survey, c(side(first, 1), side(second, -1)))
    if (quiet(found$se, size) == 0) return(gap(found$value))
    df <- if (place) min(found$df, combination(survey, side(first, 1))$df) else found$df
    ends <- t_ends(found$value, found$se, df)
    return(gap(found$value, found$se, ends[1], ends[2], two_sided(found$value / found$se, df)))
  }
  if (kind == "median" || is.na(a$se) || is.na(b$se)) return(gap(value))
  if ((a$edge || b$edge) && !is.na(a$low + b$low)) {
    return(gap(value, NA, value - sqrt((a$value - a$low)^2 + (b$high - b$value)^2),
               value + sqrt((a$high - a$value)^2 + (b$value - b$low)^2)))
  }
  if (a$se == 0 || b$se == 0) return(gap(value))
  y <- survey$figures[[id]]$y
  found <- combination(survey, list(list(y = y, rows = first, k = 1), list(y = y, rows = second, k = -1)))
  if (quiet(found$se, size) == 0) return(gap(value))
  df <- if (place) min(found$df, a$df) else found$df
  ends <- t_ends(found$value, found$se, df)
  gap(found$value, found$se, ends[1], ends[2], two_sided(found$value / found$se, df))
}

# ---- the card

survey_of <- function(id) {
  path <- file.path(folder, id, "sample.csv")
  d <- read.csv(path, colClasses = "character", na.strings = character(), encoding = "UTF-8", check.names = FALSE)
  d$weight <- as.numeric(d$weight)
  survey <- switch(id, health = health(d), education = education(d))
  survey$design <- svydesign(ids = ~psu, strata = ~stratum, weights = ~weight, data = d, nest = TRUE)
  survey$place <- unname(places[d$aimag])
  stopifnot(!is.na(survey$place))
  in_dimension <- function(name) survey$dimensions[[name]]
  survey$weights <- lapply(setNames(survey$composites, paste0("composite.", survey$composites)), function(name) {
    setNames(rep(1 / length(in_dimension(name)), length(in_dimension(name))), in_dimension(name))
  })
  # In the overall composite every dimension weighs the same.
  survey$weights$composite.overall <- unlist(lapply(unname(survey$dimensions), function(parts) {
    setNames(rep(1 / length(parts), length(parts)), parts)
  })) / length(survey$dimensions)
  known <- new.env()
  survey$estimate <- function(id, rows) {
    key <- paste(id, paste(which(rows), collapse = ","))
    if (is.null(known[[key]])) {
      one <- survey$figures[[id]]
      known[[key]] <- if (is.null(one)) composite(survey, id, rows) else estimate(survey$design, one, rows)
    }
    known[[key]]
  }
  survey
}

columns <- c("what", "figure", "place", "grouping", "group", "value", "se", "df", "ci_low", "ci_high", "n", "n_missing",
             "n_weighted", "deff", reasons, "p", "p_adjusted")

card <- function(id) {
  survey <- survey_of(id)
  found <- list()
  add <- function(what, figure, place, grouping, group, cells) {
    row <- setNames(as.list(rep("-", length(columns))), columns)
    row[c("what", "figure", "place", "grouping", "group")] <- c(what, figure, place, grouping, group)
    row[names(cells)] <- lapply(cells, function(x) if (is.na(x)) "" else sprintf("%.15g", x))
    found[[length(found) + 1]] <<- as.data.frame(row)
  }
  factor_of <- function(id) if (is.null(survey$figures[[id]])) 1 else survey$figures[[id]]$factor
  value <- function(figure, place, grouping, group, rows) {
    e <- survey$estimate(figure, rows)
    k <- factor_of(figure)
    # Without any part, a composite has no base at all.
    missing <- if (is.null(survey$figures[[figure]]) && is.na(e$value)) 0 else sum(rows) - e$n
    # A score and a composite run from 0 to 100, a net share from -100 to 100: an interval stops where its figure does.
    bounds <- if (grepl("\\.net$", figure)) c(-100, 100) else
      if (grepl("\\.score$", figure) || is.null(survey$figures[[figure]])) c(0, 100) else c(-Inf, Inf)
    cells <- list(value = k * e$value, se = k * e$se, df = e$df, ci_low = max(k * e$low, bounds[1]),
                  ci_high = min(k * e$high, bounds[2]), n = e$n,
                  n_missing = missing, n_weighted = e$weighted, deff = e$deff)
    one <- survey$figures[[figure]]
    if (grouping == "" && !is.null(one)) {
      cells[reasons] <- lapply(reasons, function(reason) sum(one$why[rows] == reason))
    }
    add("value", figure, place, grouping, group, cells)
  }
  # One family: a figure, a kind of gap, the places; or of all places together a kind of gap, the figures.
  family <- function(what, figure, place, grouping, group, gaps) {
    there <- !vapply(gaps, is.null, TRUE)
    p <- vapply(gaps[there], function(g) as.numeric(g$p), 0)
    adjusted <- p
    adjusted[!is.na(p)] <- p.adjust(p[!is.na(p)], "holm")
    figure <- rep_len(figure, length(gaps))[there]
    for (at in seq_along(p)) {
      g <- gaps[there][[at]]
      k <- factor_of(figure[at])
      add(what, figure[at], place[there][at], grouping, group,
          list(value = k * g$value, se = k * g$se, ci_low = k * g$low, ci_high = k * g$high, p = p[at],
               p_adjusted = adjusted[at]))
    }
  }
  everywhere <- list()
  # Kept until all figures are there.
  wait <- function(what, figure, grouping, group, gap) {
    key <- paste(what, grouping, group)
    if (is.null(everywhere[[key]])) everywhere[[key]] <<- list(what = what, grouping = grouping, group = group, gaps = list())
    everywhere[[key]]$gaps[[figure]] <<- list(gap)
  }
  all <- rep(TRUE, nrow(survey$design$variables))
  in_place <- lapply(places, function(code) survey$place == code)
  for (figure in c(names(survey$figures), names(survey$weights))) {
    value(figure, "", "", "", all)
    for (name in names(places)) value(figure, places[[name]], "", "", in_place[[name]])
    family("to_average", figure, places, "", "", lapply(in_place, function(rows) difference(survey, figure, rows, all, place = TRUE)))
    if (figure %in% names(survey$target)) {
      target <- survey$target[[figure]] / factor_of(figure)
      wait("to_target", figure, "", "", to_target(survey$estimate(figure, all), target))
      family("to_target", figure, places, "", "",
             lapply(in_place, function(rows) to_target(survey$estimate(figure, rows), target)))
    }
    for (grouping in names(survey$groups)) {
      g <- survey$groups[[grouping]]
      of <- function(group) !is.na(g$of) & g$of == group
      for (group in intersect(g$groups, g$of)) value(figure, "", grouping, group, of(group))
      pair <- paste(g$pair, collapse = "-")
      if (!is.null(g$pair)) {
        wait("between", figure, grouping, pair, difference(survey, figure, of(g$pair[1]), of(g$pair[2])))
      }
      if (!grouping %in% within_places) next
      for (name in names(places)) for (group in intersect(g$groups, g$of[in_place[[name]]])) {
        value(figure, places[[name]], grouping, group, in_place[[name]] & of(group))
      }
      family("between", figure, places, grouping, pair, lapply(in_place, function(rows) {
        difference(survey, figure, rows & of(g$pair[1]), rows & of(g$pair[2]))
      }))
    }
  }
  for (one in everywhere) {
    gaps <- lapply(one$gaps, function(kept) kept[[1]])
    family(one$what, names(gaps), rep("", length(gaps)), one$grouping, one$group, unname(gaps))
  }
  do.call(rbind, found)
}

# ---- the files

write_card <- function(path, rows) {
  file <- file(path, "w", encoding = "UTF-8")
  writeLines(paste0("# Made by tests/golden/card.R with ", R.version.string, ", survey ", format(packageVersion("survey"))), file)
  write.csv(rows, file, row.names = FALSE, quote = FALSE)
  close(file)
  cat(nrow(rows), "rows in", path, "\n")
}

check_card <- function(path, rows) {
  kept <- read.csv(path, comment.char = "#", colClasses = "character", na.strings = character())
  stopifnot(nrow(kept) == nrow(rows), names(kept) == names(rows))
  for (column in columns) {
    a <- suppressWarnings(as.numeric(rows[[column]]))
    b <- suppressWarnings(as.numeric(kept[[column]]))
    near <- !is.na(a) & !is.na(b) & abs(a - b) <= 1e-12 * pmax(abs(a), abs(b), 1e-3)
    same <- near | rows[[column]] == kept[[column]]
    if (!all(same)) stop(path, ": ", column, " differs in row ", which(!same)[1])
  }
  cat(nrow(rows), "rows of", path, "are as R makes them\n")
}

for (id in c("health", "education")) {
  path <- file.path(folder, id, "expected.csv")
  (if ("--check" %in% words) check_card else write_card)(path, card(id))
}

# Makes priorities.csv: importance and people of the two samples beside the instruments, computed by R's survey package from
# the raw files, with the answers coded by hand as in card.R.
#
#   Rscript tests/golden/priorities.R tests/golden instruments            writes the file
#   Rscript tests/golden/priorities.R tests/golden instruments --check    computes it anew and compares, to 1e-12
#
# Rows by `what`:
#   relation   an indicator beside overall satisfaction, over all respondents with both answers: the correlation r of svyvar, the
#              slope of svyglm with its error, interval and p, turned where less is better
#   people     a share at a place (blank: all places): the share it hurts, of whom, and how many people that are
#   cut        the medians of importance and performance over the indicators that have both
# A blank cell says that there must be no number; a dash that the cell isn't compared.

words <- commandArgs(trailingOnly = TRUE)
target <- file.path(words[1], "priorities.csv")
# Everything of card.R but its last step, which writes its own files.
commandArgs <- function(...) words[-1]
for (step in head(parse(file.path(words[1], "card.R"), encoding = "UTF-8"), -1)) eval(step)

# Residents at the end of 2020, National Statistics Office, of the places that have respondents.
people <- c("21" = 83473, "84" = 88974, "67" = 136058, "23" = 78507, "1125" = 151203)

cell <- function(x) if (is.na(x)) "" else sprintf("%.15g", x)
cells <- c("r", "slope", "se", "df", "ci_low", "ci_high", "p", "n", "bad_share", "concerned_share", "people", "people_low",
           "people_high", "importance_cut", "performance_cut")

row_of <- function(instrument, what, figure, place, values) {
  row <- setNames(as.list(rep("-", length(cells))), cells)
  row[names(values)] <- lapply(values, cell)
  data.frame(instrument = instrument, what = what, figure = figure, place = place, row)
}

relation <- function(survey, one, overall, points = 1) {
  design <- survey$design
  design$variables$x <- one$y
  design$variables$y <- overall$y
  used <- design[!is.na(one$y) & !is.na(overall$y), ]
  if (nrow(used) == 0) return(NULL)
  model <- svyglm(y ~ x, used)
  sign <- one$good
  r <- as.matrix(svyvar(~x + y, used))
  ends <- confint(model, "x", level = level, ddf = model$df.residual)
  list(r = sign * r["x", "y"] / sqrt(r["x", "x"] * r["y", "y"]), slope = sign * coef(model)[["x"]],
       se = SE(model)[["x"]], df = model$df.residual, ci_low = min(sign * ends), ci_high = max(sign * ends),
       p = summary(model)$coefficients["x", 4], n = nrow(used))
}

hurt <- function(survey, id, rows, population) {
  found <- survey$estimate(id, rows)
  everybody <- sum(weights(survey$design, "sampling")[rows])
  concerned <- found$weighted / everybody
  bad <- function(p) if (survey$figures[[id]]$good < 0) p else 1 - p
  ends <- sort(c(bad(found$low), bad(found$high)), na.last = TRUE)
  list(bad_share = 100 * bad(found$value), concerned_share = 100 * concerned,
       people = population * concerned * bad(found$value), people_low = population * concerned * ends[1],
       people_high = population * concerned * ends[2])
}

# One indicator for each question; those of overall satisfaction, numbers and those without a better side are left out.
pictures <- list(
  health = list(overall = "H18.score", items = c("H02.within30", "H03", "H19", "H04.within30", "H05", "H06.score", "H07.score",
    "H08", "H09.score", "H10", "H11", "H12", "H14", "H20", "H15", "H17.paid")),
  education = list(overall = "E15.score", items = c("E02", "E03.within30", "E04.score", "E05.score", "E06.score", "E07.score",
    "E16.score", "E08", "E09.none", "E10", "reported", "E11", "E12", "E13"))
)

found <- list()
for (id in names(pictures)) {
  survey <- survey_of(id)
  overall <- survey$figures[[pictures[[id]]$overall]]
  all <- rep(TRUE, nrow(survey$design$variables))
  importance <- performance <- c()
  for (indicator in pictures[[id]]$items) {
    one <- survey$figures[[indicator]]
    values <- relation(survey, one, overall)
    if (is.null(values)) next
    found[[length(found) + 1]] <- row_of(id, "relation", indicator, "", values)
    value <- survey$estimate(indicator, all)$value
    importance <- c(importance, values$r)
    performance <- c(performance, one$points(value))
  }
  found[[length(found) + 1]] <- row_of(id, "cut", "", "", list(importance_cut = median(importance),
                                                               performance_cut = median(performance)))
  neither <- c("H01", "E01")
  # Parents don't stand for the residents of their place: of them everything is out of 100.
  stands_for <- function(residents) if (id == "health") residents else 100
  shares <- Filter(function(name) survey$figures[[name]]$kind == "share", setdiff(names(survey$figures), neither))
  for (indicator in shares) {
    with_data <- places[vapply(places, function(code) any(survey$place == code), TRUE)]
    found[[length(found) + 1]] <- row_of(id, "people", indicator, "", hurt(survey, indicator, all, stands_for(sum(people[with_data]))))
    for (code in with_data) {
      rows <- survey$place == code
      if (survey$estimate(indicator, rows)$n == 0) next
      found[[length(found) + 1]] <- row_of(id, "people", indicator, code, hurt(survey, indicator, rows, stands_for(people[[code]])))
    }
  }
}
rows <- do.call(rbind, found)

if ("--check" %in% words) {
  kept <- read.csv(target, comment.char = "#", colClasses = "character", na.strings = character())
  stopifnot(nrow(kept) == nrow(rows), names(kept) == names(rows))
  for (column in cells) {
    a <- suppressWarnings(as.numeric(rows[[column]]))
    b <- suppressWarnings(as.numeric(kept[[column]]))
    near <- !is.na(a) & !is.na(b) & abs(a - b) <= 1e-12 * pmax(abs(a), abs(b), 1e-3)
    same <- near | rows[[column]] == kept[[column]]
    if (!all(same)) stop(target, ": ", column, " differs in row ", which(!same)[1])
  }
  cat(nrow(rows), "rows of", target, "are as R makes them\n")
} else {
  file <- file(target, "w", encoding = "UTF-8")
  writeLines(paste0("# Made by tests/golden/priorities.R with ", R.version.string, ", survey ", format(packageVersion("survey"))), file)
  write.csv(rows, file, row.names = FALSE, quote = FALSE)
  close(file)
  cat(nrow(rows), "rows in", target, "\n")
}

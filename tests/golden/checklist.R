# Makes instruments/health-facility/expected.csv: what must be computed from the sample beside it, worked out by base R from
# the raw file. Nothing here reads instrument.toml: spellings, lists, who is due what and the norm are written out again by
# hand, so that a slip in either shows.
#
#   Rscript tests/golden/checklist.R instruments            writes the file
#   Rscript tests/golden/checklist.R instruments --check    computes it anew and compares, to 1e-12
#
# Columns: facility, indicator, n, raw. `raw` is as printed (a share is 0 to 100) and blank where there is no number; `n` is
#   of a domain and of SDI.medicines  items that were asked and answered, of those due
#   of HF08                           domains with a score
#   of HF09                           staff on the roster
#   of HF10                           visits
#   of HF02 and the other SDI         1, or 0 without a number
#   of HF01@DAY                       1 if there is a norm in force on that day and a number; raw is the gap, actual less norm
# A facility with several observers has their mean: of each item (what one of them doesn't know, the others tell), and of
# HF09 and HF10 the sum of both parts over those who know both. They count the same staff and the same visits, so that n is
# their mean too, rounded half up.

words <- commandArgs(trailingOnly = TRUE)
folder <- words[1]

types <- list(shc = c("shc", "СЭМТ", "Soum hospital", "Сумын эмнэлэг", "сумын эрүүл мэндийн төв"),
              fhc = c("fhc", "ӨЭМТ", "Өрхийн эмнэлэг", "Family clinic"),
              hospital = c("hospital", "АНЭ", "Дүүргийн нэгдсэн эмнэлэг"))
domains <- list(amenities = sprintf("AM%02d", 1:7), equipment = sprintf("EQ%02d", 1:7), precautions = sprintf("SP%02d", 1:9),
                diagnostics = sprintf("DX%02d", 1:7), medicines = sprintf("MD%02d", 1:14))
works <- c(domains$amenities[c(1, 4, 5, 6, 7)], domains$equipment, domains$diagnostics)
stock <- domains$medicines

# Spellings of what is there; everything else but a missing code is not there. Case doesn't matter.
there <- function(question) {
  if (question %in% works) c("works", "бий, ажилладаг", "there and working", "1", "yes", "тийм", "бий")
  else if (question %in% stock) c("valid", "бий, хугацаа дуусаагүй", "in stock, unexpired", "1", "yes", "бий")
  else c("yes", "тийм", "1", "true", "бий")
}

type_of <- function(text) rep(names(types), lengths(types))[match(text, unlist(types))]

item <- function(rows, question) {
  if (question == "AM07" && type_of(rows$type[1]) == "fhc") return(list(due = FALSE, value = NA))
  cells <- rows[[question]]
  known <- !(cells %in% c("", "98"))
  value <- if (any(known)) mean(tolower(cells[known]) %in% there(question)) else NA
  list(due = TRUE, value = value)
}

share <- function(rows, questions) {
  values <- vapply(questions, function(q) { i <- item(rows, q); if (i$due) i$value else NA_real_ }, 0)
  values <- values[!is.na(values)]
  list(n = length(values), value = if (length(values) > 0) mean(values) else NA)
}

number <- function(rows, question) {
  x <- suppressWarnings(as.numeric(rows[[question]]))
  x[x %in% c(-97, -98, -99)] <- NA
  x
}

# Of each observer on their own: whether all are there. One that isn't is enough, whatever isn't known of the others.
all_there <- function(rows, questions) {
  one <- function(r) {
    values <- vapply(questions, function(q) item(rows[r, ], q)$value, 0)
    if (any(!is.na(values) & values == 0)) 0 else if (anyNA(values)) NA else 1
  }
  mean_known(vapply(seq_len(nrow(rows)), one, 0))
}

mean_known <- function(x) { x <- x[!is.na(x)]; if (length(x) == 0) NA else mean(x) }

rate <- function(over, under) {
  known <- !is.na(over) & !is.na(under) & under > 0
  if (any(known)) c(sum(over[known]), sum(under[known]), sum(known)) else c(NA, NA, NA)
}

facility <- function(rows) {
  out <- NULL
  say <- function(indicator, n, raw) {
    out[[length(out) + 1]] <<- data.frame(facility = rows$facility_id[1], indicator, n = if (is.na(n)) 0 else n,
      raw = if (is.na(raw)) "" else format(raw, digits = 17, trim = TRUE))
  }
  scores <- lapply(domains, function(questions) share(rows, questions))
  for (d in names(scores)) say(d, scores[[d]]$n, 100 * scores[[d]]$value)
  values <- vapply(scores, function(s) as.numeric(s$value), 0)
  say("HF08", sum(!is.na(values)), 100 * mean_known(values))
  found <- number(rows, "found")
  rostered <- number(rows, "rostered")
  absent <- rate(rostered - found, rostered)
  say("HF09", floor(absent[2] / absent[3] + 0.5), 100 * absent[1] / absent[2])
  load <- rate(number(rows, "visits"), number(rows, "workers") * number(rows, "days"))
  say("HF10", floor(load[1] / load[3] + 0.5), load[1] / load[2])
  one <- function(indicator, value, times) say(indicator, as.numeric(!is.na(value)), times * value)
  one("SDI.infrastructure", all_there(rows, c("AM01", "AM02", "AM04")), 100)
  one("SDI.equipment", all_there(rows, c("EQ01", "EQ03", "EQ04", "EQ05")), 100)
  say("SDI.medicines", scores$medicines$n, 100 * scores$medicines$value)
  for (who in c("doctor", "nurse")) {
    posts <- rate(number(rows, paste0(who, "s_filled")), number(rows, paste0(who, "s_approved")))
    one(paste0("HF02.", who), posts[1] / posts[2], 1)
  }
  if (type_of(rows$type[1]) == "fhc") {
    registered <- mean_known(number(rows, "registered"))
    one("HF01@2015-06-01", registered - 14000, 1)
    one("HF01@2025-06-01", NA, 1) # the norm was repealed
  }
  do.call(rbind, out)
}

rows <- read.csv(file.path(folder, "health-facility", "sample.csv"), colClasses = "character", encoding = "UTF-8",
                 check.names = FALSE)
stopifnot(!is.na(type_of(rows$type)))
made <- do.call(rbind, lapply(unique(rows$facility_id), function(f) facility(rows[rows$facility_id == f, ])))

# ---- writing, or comparing

file <- file.path(folder, "health-facility", "expected.csv")
if ("--check" %in% words) {
  before <- read.csv(file, skip = 1, colClasses = "character", encoding = "UTF-8")
  stopifnot(nrow(before) == nrow(made), before$facility == made$facility, before$indicator == made$indicator)
  stopifnot(as.numeric(before$n) == made$n, (before$raw == "") == (made$raw == ""))
  old <- as.numeric(before$raw[made$raw != ""])
  new <- as.numeric(made$raw[made$raw != ""])
  stopifnot(abs(old - new) <= 1e-12 * pmax(1, abs(new)))
  cat("health-facility :", nrow(made), "rows are the same\n")
} else {
  writeLines(sprintf("# Made by tests/golden/checklist.R with %s", R.version.string), file)
  suppressWarnings(write.table(made, file, append = TRUE, sep = ",", row.names = FALSE, quote = FALSE, fileEncoding = "UTF-8"))
  cat("health-facility :", nrow(made), "rows\n")
}

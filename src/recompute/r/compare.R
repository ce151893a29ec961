# Харьцуулалт / The comparison ----------------------------------------------------------------------------------------

# Дундаж, алдаа, завсрын төгсгөлийг юугаар хэмжих / Values are held against the larger of value and error, errors against
# themselves, ends of intervals against the error.
apart_by <- function(a, b, scale) {
  if (is.na(a) && is.na(b)) return(0)
  if (is.na(a) != is.na(b)) return(Inf)
  if (a == b) 0 else abs(a - b) / scale
}
differences <- function(ours, theirs) {
  size <- max(abs(c(ours$value, theirs$value, ours$se)), 0, na.rm = TRUE)
  error <- if (is.na(ours$se) || ours$se == 0) max(size, abs(c(ours$low, ours$high)), na.rm = TRUE) else ours$se
  scale <- list(value = size, se = error, df = 1, low = error, high = error, n = 1, missing = 1, weighted = ours$weighted,
                deff = ours$deff)
  vapply(names(scale), function(name) apart_by(ours[[name]], theirs[[name]], scale[[name]]), 0)
}

factor_of <- function(id) if (is.null(figures[[id]])) 1 else figures[[id]]$printed

# As it is printed: shares in percent, intervals that stop where the figure does.
printed <- function(id, place, whom) {
  found <- finding(id, place, whom)
  k <- factor_of(id)
  bounds <- if (is.null(figures[[id]])) c(0, 100) else figures[[id]]$bounds
  list(value = k * found$value, se = k * found$se, df = found$df, low = max(k * found$low, bounds[1]),
       high = min(k * found$high, bounds[2]), n = found$n, missing = missing_of(id, place, whom), weighted = found$weighted,
       deff = found$deff)
}

# Хариулаагүй хүн; нэгтгэсэн үзүүлэлтэд тооцохгүй. / Who gave no answer; of composites that isn't counted.
missing_of <- function(id, place, whom) {
  if (is.null(figures[[id]]) || startsWith(id, "composite.")) NA else sum(rows_of(place, whom) & is.na(figures[[id]]$y))
}

# Why answers are missing, of all respondents. A cell that failed may be blank here and unreadable there.
missing_by_reason <- function(answered) {
  if (!nrow(answered)) return(numeric())
  counts <- vapply(seq_len(nrow(answered)), function(at) {
    why <- figures[[answered$figure[at]]]$why[used_rows]
    reason <- answered$reason[at]
    sum(why %in% if (reason == "blank_or_unreadable") c("blank", "unreadable") else if (reason == "answered") "" else reason)
  }, 0)
  abs(counts - answered$count)
}

# Totals, and whatever has calibrated weights, differ under the rule "adjust" in survey before 4.5 where a stratum has one cluster: scores
# don't sum to zero there.
incomparable <- function(id) {
  is_total <- !is.null(figures[[id]]) && figures[[id]]$kind == "total"
  choices$lonely == "adjust" && packageVersion("survey") < "4.5" && (is_total || weighting$kind == "calibrated") && alone
}

recompute <- function(card) {
  numbers <- c("value", "se", "df", "low", "high", "n", "missing", "weighted", "deff")
  found <- lapply(seq_len(nrow(card)), function(at) {
    row <- card[at, ]
    if (incomparable(row$figure)) return(rep(NA, 2 * length(numbers)))
    theirs <- printed(row$figure, row$place, list(grouping = row$grouping, group = row$group))
    c(unlist(theirs), differences(row, theirs))
  })
  found <- do.call(rbind, found)
  colnames(found) <- c(paste0("r_", numbers), paste0("apart_", numbers))
  cbind(card, found)
}

# Нүднээс хариулт руу / From cells to answers -------------------------------------------------------------------------

# 12.0 нь 12 / 12.0 is 12
code <- function(text) sub("^(-?[0-9]+)[.]0+$", "\\1", text)

# Том жижиг үсэг, хоосон зай, хуучин фонтын Є, Ї ялгаагүй. / Case, spaces and the Є and Ї of old fonts don't matter.
plain <- function(text) {
  text <- gsub("[\u0001-\u0020\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+", " ", text, perl = TRUE)
  chartr("\u0454\u0457", "\u04e9\u04af", tolower(sub("^ ", "", sub(" $", "", text))))
}

# Нүд бүр юу гэсэн үг вэ. `meanings`: утга → бичлэгүүд. / What each cell means. `meanings`: what is meant → its spellings.
looked_up <- function(text, meanings) {
  spelled <- unlist(meanings, use.names = FALSE)
  meant <- rep(names(meanings), lengths(meanings))
  found <- meant[match(text, spelled)]
  unusual <- is.na(found)
  found[unusual] <- meant[match(plain(code(text[unusual])), plain(spelled))]
  found[text == ""] <- ":blank"
  found[is.na(found)] <- ":unreadable"
  found
}

# Хариулт: юу гэсэн (=), эсвэл яагаад мэдэгдэхгүй (:). / An answer: what was said (=), or why that isn't known (:).
answer <- function(found) {
  missing <- startsWith(found, ":")
  list(said = ifelse(missing, NA, substring(found, 2)), why = ifelse(missing, substring(found, 2), ""))
}
said <- function(answers) setNames(answers, paste0("=", names(answers)))
reasons <- function(missing) if (length(missing)) setNames(missing, paste0(":", names(missing))) else list()

choice <- function(cell, answers, missing = list()) {
  answer(looked_up(cell$text, c(said(answers), reasons(missing), reasons(nothing))))
}

number <- function(cell, least = -Inf, most = Inf, missing = list()) {
  known <- c(reasons(missing), reasons(nothing))
  found <- if (length(known)) looked_up(cell$text, known) else ifelse(cell$text == "", ":blank", ":unreadable")
  x <- cell$number
  coded <- suppressWarnings(as.numeric(unlist(missing, use.names = FALSE)))
  why_coded <- rep(names(missing), lengths(missing))[match(x, coded, incomparables = NA)]
  if (!length(coded)) why_coded <- rep(NA_character_, length(x))
  is_number <- cell$text != "" & !is.na(x)
  outside <- is_number & (x < least | x > most)
  why <- sub("^:", "", found)
  why[is_number] <- ""
  why[outside] <- "unreadable"
  why[is_number & !is.na(why_coded)] <- why_coded[is_number & !is.na(why_coded)]
  list(said = ifelse(why == "", x, NA), why = why)
}

no_column <- function(rows) list(said = rep(NA, rows), why = rep("blank", rows))

# Асуугаагүй хүний хариулт тооцогдохгүй. / Nobody's answer counts who wasn't asked.
asked_of <- function(question, base) {
  question$said[!base] <- NA
  question$why[!base] <- "not_asked"
  question
}

# Олон хариулттай асуултад эдгээрийн аль нэгийг нэрлэсэн эсэх / Whether one of some answers was named, of a question that takes several
mention <- function(own = NULL, others = list(), joined = NULL, listed, answers, missing = list()) {
  either <- function(a, b) {
    ifelse(a == "=yes" | b == "=yes", "=yes", ifelse(a == ":unreadable" | b == ":unreadable", ":unreadable",
    ifelse(a == "=no" | b == "=no", "=no", ifelse(a == ":blank", b, a))))
  }
  rows <- length(c(own, list(list(cell = joined)))[[1]]$cell$text)
  in_list <- rep(":blank", rows)
  is_joined <- rep(FALSE, rows)
  if (!is.null(joined)) {
    is_joined <- joined$here
    in_list[is_joined] <- divided(joined$text[is_joined], c(said(listed), reasons(missing), reasons(nothing)))
  }
  found <- in_list
  if (!is.null(own)) {
    yes <- c("1", "true", "yes", "y", "\u0442\u0438\u0439\u043c", "x", "\u0445", "\u2713", "\u2714")
    no <- c("0", "false", "no", "n", "\u04af\u0433\u04af\u0439")
    each <- lapply(own, function(one) {
      looked_up(one$cell$text, c(said(list(yes = yes, no = no)), reasons(missing), said(list(yes = one$answer)), reasons(nothing)))
    })
    split <- Reduce(either, each)
    # Зарим хэрэгсэл нэрлэснийг л тэмдэглэж, бусдыг хоосон орхидог. / Some tools mark what was named and leave the rest blank.
    texts <- unlist(nothing, use.names = FALSE)
    anything <- Reduce(`|`, lapply(others, function(cell) cell$text != "" & !cell$text %in% texts), rep(FALSE, rows))
    marked <- split == ":blank" & anything
    # Яагаад хариулаагүй нь нийлсэн нүдэнд байж болно. / A reason for no answer may stand in the joined cell.
    why <- split == "=no" & is_joined & startsWith(in_list, ":") & in_list != ":unreadable"
    split[marked] <- "=no"
    split[why] <- in_list[why]
    # Файл бүр өөрийн баганатай байж болно. / Each file may have columns of its own.
    here <- !is_joined | Reduce(`&`, lapply(own, function(one) one$cell$here))
    found[here] <- split[here]
  }
  result <- answer(found)
  result$said <- answers[match(result$said, c("yes", "no"))]
  result
}

# "эм ор", "Эм; Ор": нэг л янзаар хуваагдах ёстой. / Divided into known answers; it must say the same however it is divided.
divided <- function(text, meanings) {
  spelled <- plain(unlist(meanings, use.names = FALSE))
  meant <- rep(names(meanings), lengths(meanings))
  first <- !duplicated(spelled) & spelled != ""
  spelled <- spelled[first]
  meant <- meant[first]
  both <- function(a, b) {
    if ("=yes" %in% c(a, b)) "=yes" else if ("=no" %in% c(a, b)) "=no" else if (a == ":blank") b else a
  }
  go_on <- function(rest, so_far) {
    if (rest == "") return(so_far)
    fits <- which(startsWith(rest, spelled))
    if (!length(fits)) return(character())
    after <- substring(rest, nchar(spelled[fits]) + 1)
    ends <- after == "" | grepl("^[ ,;|/]", after)
    unique(unlist(Map(function(rest, meant) go_on(sub("^[ ,;|/]+", "", rest), both(so_far, meant)),
                      after[ends], meant[fits][ends]), use.names = FALSE))
  }
  one <- function(text) {
    if (text == "") return(":blank")
    found <- go_on(sub("^[ ,;|/]+", "", plain(code(text))), ":blank")
    if (length(found) == 1) found else ":unreadable"
  }
  known <- unique(text)
  vapply(known, one, "")[match(text, known)]
}

# Нөхцөл / Conditions: the answer is one of these; the number lies within bounds
one_of <- function(question, ...) !is.na(question$said) & question$said %in% c(...)
within <- function(question, at_least = -Inf, above = -Inf, at_most = Inf, below = Inf) {
  x <- question$said
  !is.na(x) & x >= at_least & (x > above | above == -Inf) & x <= at_most & (x < below | below == Inf)
}

# Бүлэг / Groups: by answer (the last that fits), by number (the first that fits)
groups_by_answer <- function(question, groups) {
  of <- rep(NA_character_, length(question$said))
  for (group in names(groups)) of[one_of(question, groups[[group]])] <- group
  of
}
groups_by_number <- function(question, bands) {
  of <- rep(NA_character_, length(question$said))
  for (group in rev(names(bands))) of[do.call(within, c(list(question), bands[[group]]))] <- group
  of
}

# Газар / Places: a spelling, or a spelling with the soum beside it, to the code of the place that is reported
place_of <- function(area, soum) {
  rows <- max(length(area$text), length(soum$text))
  texts <- unlist(nothing, use.names = FALSE)
  spelled <- function(cell) {
    text <- if (is.null(cell)) rep("", rows) else code(cell$text)
    ifelse(text %in% texts, "", text)
  }
  key <- paste(spelled(area), spelled(soum), sep = "\u001f")
  place <- rep(NA_character_, rows)
  for (code in names(places)) {
    of <- places[[code]]$spelled
    alone <- vapply(of, length, 0) == 1
    pairs <- vapply(of[!alone], paste, "", collapse = "\u001f")
    place[spelled(area) %in% unlist(of[alone]) | key %in% pairs] <- code
  }
  place
}

# Байгууллага / Facilities, whatever the case of their identifiers
facility_of <- function(cell) {
  key <- function(text) tolower(trimmed(text))
  names(facilities)[match(key(code(cell$text)), key(facilities))]
}

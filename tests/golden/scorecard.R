# Makes instruments/health-scorecard/expected.csv and instruments/education-scorecard/expected.csv: what the scorecards of
# the sample beside them must say, computed by base R from the raw file. Nothing here reads instrument.toml: the scale, the
# spellings, the pairs of groups and the places are written out again by hand, so that a slip in either shows.
#
#   Rscript tests/golden/scorecard.R instruments            writes the files
#   Rscript tests/golden/scorecard.R instruments --check    computes them anew and compares, to 1e-12
#
# Rows of `expected.csv`, by `what`; all numbers are points of 100:
#   score     the groups together, by a rule; blank where the rule gives none. `agreed` gives none where no group scored
#   spread, lowest, groups, present, provider, agreed, between (1: what was agreed lies between the sides)
#   gap       community less provider
#   pair      first less second group
#   group     mean of a group over its indicators
#   overall   means over the indicators of each side, and of the gaps
#   place     means over facilities, and how many they are
#   change    after less before; `new` and `dropped` indicators
# A blank value says that there must be no number.

words <- commandArgs(trailingOnly = TRUE)
folder <- words[1]
rules <- c("mean", "median", "present", "agreed")

settings <- list(
  "health-scorecard" = list(
    worst = 0, best = 100,
    groups = list(women = c("women", "Эмэгтэйчүүд", "Women"), men = c("men", "Эрэгтэйчүүд", "Men"),
                  youth = c("youth", "Залуучууд", "Youth"), elderly = c("elderly", "Ахмадууд", "Elderly"),
                  disability = c("disability", "Хөгжлийн бэрхшээлтэй иргэд", "People with disability"),
                  herders = c("herders", "Малчид", "Herders")),
    indicators = list(HC01 = c("HC01", "Эмийн хангамж", "Availability of medicines"),
                      HC02 = c("HC02", "Ажилтны харилцаа, хандлага", "Attitude of staff"),
                      HC03 = c("HC03", "Хүлээх хугацаа", "Waiting time"),
                      HC06 = c("HC06", "Цэвэр байдал, ус, ариун цэврийн өрөө", "Cleanliness, water and toilets"),
                      HC11 = c("HC11", "Гомдол шийдвэрлэлт", "Handling of complaints")),
    pairs = list(c("women", "men"), c("youth", "elderly"), c("disability", "others"), c("herders", "others")),
    areas = list(Khuvsgul = c("СЭМТ-01", "СЭМТ-02"), Khovd = "СЭМТ-03", Chingeltei = "ӨЭМТ-01", Uvs = character())),
  "education-scorecard" = list(
    worst = 1, best = 5,
    groups = list(women = c("women", "Эмэгтэйчүүд", "Women"), men = c("men", "Эрэгтэйчүүд", "Men"),
                  parents = c("parents", "Эцэг эхчүүд", "Parents"), girls = c("girls", "Эмэгтэй сурагчид", "Girls"),
                  boys = c("boys", "Эрэгтэй сурагчид", "Boys"), herders = c("herders", "Малчид", "Herders"),
                  disability = c("disability", "Хөгжлийн бэрхшээлтэй хүүхэд, тэдний эцэг эх",
                                 "Children with disability and their parents")),
    indicators = list(EC01 = c("EC01", "Анги, бүлгийн өрөөний хүрэлцээ"),
                      EC03 = c("EC03", "Сургалтын хэрэглэгдэхүүн, сурах бичиг"),
                      EC05 = c("EC05", "Багш, хүүхдийн харилцаа"), EC06 = c("EC06", "Хоол"),
                      EC12 = c("EC12", "Эцэг эхийн оролцоо")),
    pairs = list(c("women", "men"), c("girls", "boys"), c("disability", "others"), c("herders", "others")),
    areas = list(Dornod = c("ЕБС-05", "ЕБС-07"), Bayanzurkh = "ЦЭЦ-11", Uvs = character())))

# ---- reading

# The identifier of a spelling; what nobody knows was added in the field and keeps its words
known <- function(text, list) {
  ids <- rep(names(list), lengths(list))
  found <- ids[match(text, unlist(list))]
  ifelse(is.na(found), text, found)
}

one_by_one <- function(votes) {
  parts <- strsplit(strsplit(votes, "; ")[[1]], ":")
  unlist(lapply(parts, function(p) rep(as.numeric(p[1]), as.integer(p[2]))))
}

read <- function(name, set) {
  rows <- read.csv(file.path(folder, name, "sample.csv"), colClasses = "character", encoding = "UTF-8", check.names = FALSE)
  rows$group <- known(rows$group, set$groups)
  rows$indicator <- known(rows$indicator, set$indicators)
  score <- suppressWarnings(as.numeric(rows$score))
  voted <- rows$votes != ""
  score[voted & is.na(score)] <- vapply(rows$votes[voted & is.na(score)], function(v) median(one_by_one(v)), 0)
  rows$points <- 100 * (score - set$worst) / (set$best - set$worst)
  rows$n <- suppressWarnings(as.numeric(rows$n))
  rows[!is.na(rows$points), ]
}

# ---- one indicator

together <- function(rule, points, n, agreed) {
  if (length(points) == 0) return(NA)
  switch(rule, mean = mean(points), median = median(points),
         present = if (anyNA(n)) NA else weighted.mean(points, n), agreed = agreed)
}

one <- function(x) if (length(x) == 0) NA else x[1]
mean_or_none <- function(x) { x <- x[!is.na(x)]; if (length(x) == 0) NA else mean(x) }

out <- NULL
say <- function(what, rule, facility, round, indicator, key, value) {
  out[[length(out) + 1]] <<- data.frame(what, rule, facility, round, indicator, key,
    value = if (is.character(value)) value else if (is.na(value)) "" else format(value, digits = 17, trim = TRUE))
}

indicator_rows <- function(f, r, i, of, set) {
  panels <- of[of$side == "community", ]
  panels <- panels[order(match(panels$group, names(set$groups))), ]
  provider <- one(of$points[of$side == "provider"])
  agreed <- one(of$points[of$side == "agreed"])
  scores <- sapply(rules, together, points = panels$points, n = panels$n, agreed = agreed)
  for (rule in rules) {
    say("score", rule, f, r, i, "", scores[[rule]])
    say("gap", rule, f, r, i, "", scores[[rule]] - provider)
  }
  say("provider", "", f, r, i, "", provider)
  say("agreed", "", f, r, i, "", agreed)
  side <- scores[["mean"]]
  say("between", "", f, r, i, "", as.numeric(agreed >= min(side, provider) & agreed <= max(side, provider)))
  if (nrow(panels) > 0) {
    say("spread", "", f, r, i, "", diff(range(panels$points)))
    lowest <- if (diff(range(panels$points)) == 0) "" else paste(panels$group[panels$points == min(panels$points)], collapse = "+")
    say("lowest", "", f, r, i, "", lowest)
    say("groups", "", f, r, i, "", nrow(panels))
    say("present", "", f, r, i, "", sum(panels$n))
  }
  for (pair in set$pairs) {
    first <- panels$points[panels$group == pair[1]]
    second <- panels$points[if (pair[2] == "others") panels$group != pair[1] else panels$group == pair[2]]
    if (length(first) > 0 && length(second) > 0) say("pair", "", f, r, i, paste(pair, collapse = "-"), mean(first) - mean(second))
  }
  data.frame(facility = f, round = r, indicator = i, rule = rules, community = unlist(scores), provider, agreed, row.names = NULL)
}

# ---- all of it

sides <- c("community", "provider", "agreed")

cards <- function(name) {
  set <- settings[[name]]
  rows <- read(name, set)
  out <<- list()
  lines <- NULL
  for (f in unique(rows$facility)) for (r in unique(rows$round[rows$facility == f])) {
    of_card <- rows[rows$facility == f & rows$round == r, ]
    for (i in unique(of_card$indicator)) {
      lines <- rbind(lines, indicator_rows(f, r, i, of_card[of_card$indicator == i, ], set))
    }
    panels <- of_card[of_card$side == "community", ]
    for (g in unique(panels$group)) say("group", "", f, r, "", g, mean(panels$points[panels$group == g]))
  }
  lines$gap <- lines$community - lines$provider
  whole <- NULL
  for (key in unique(paste(lines$facility, lines$round, lines$rule, sep = "|"))) {
    of <- lines[paste(lines$facility, lines$round, lines$rule, sep = "|") == key, ]
    card <- of[1, ]
    for (side in c(sides, "gap")) {
      card[[side]] <- mean_or_none(of[[side]])
      say("overall", card$rule, card$facility, card$round, "", side, card[[side]])
    }
    whole <- rbind(whole, card)
  }
  places(set, lines[lines$rule == "mean", ], whole[whole$rule == "mean", ])
  changes(lines[lines$rule == "mean", ])
  do.call(rbind, out)
}

places <- function(set, lines, whole) {
  areas <- c(list(all = unique(lines$facility)), set$areas)
  for (area in names(areas)) for (r in unique(lines$round)) {
    of <- whole[whole$facility %in% areas[[area]] & whole$round == r, ]
    say("place", "mean", area, r, "", "facilities", nrow(of))
    for (side in c(sides, "gap")) say("place", "mean", area, r, "", side, mean_or_none(of[[side]]))
    for (i in names(set$indicators)) {
      of <- lines[lines$facility %in% areas[[area]] & lines$round == r & lines$indicator == i, ]
      if (nrow(of) == 0) next
      for (side in sides) {
        say("place", "mean", area, r, i, side, mean_or_none(of[[side]]))
        say("place", "mean", area, r, i, paste("n", side), sum(!is.na(of[[side]])))
      }
    }
  }
}

changes <- function(lines) {
  for (f in unique(lines$facility)) {
    rounds <- sort(unique(lines$round[lines$facility == f]))
    for (k in seq_along(rounds)[-1]) {
      before <- lines[lines$facility == f & lines$round == rounds[k - 1], ]
      after <- lines[lines$facility == f & lines$round == rounds[k], ]
      r <- paste(rounds[k - 1], rounds[k], sep = ">")
      for (i in union(before$indicator, after$indicator)) {
        old <- before[before$indicator == i, ]
        new <- after[after$indicator == i, ]
        if (nrow(old) == 0) say("change", "mean", f, r, i, "new", 1)
        else if (nrow(new) == 0) say("change", "mean", f, r, i, "dropped", 1)
        else for (side in sides) say("change", "mean", f, r, i, side, new[[side]] - old[[side]])
      }
    }
  }
}

# ---- writing, or comparing

for (name in names(settings)) {
  made <- cards(name)
  file <- file.path(folder, name, "expected.csv")
  if ("--check" %in% words) {
    there <- read.csv(file, skip = 1, colClasses = "character", encoding = "UTF-8")
    stopifnot(nrow(there) == nrow(made))
    for (column in setdiff(names(made), "value")) stopifnot(there[[column]] == made[[column]])
    number <- function(x) suppressWarnings(as.numeric(x))
    same <- there$value == made$value | abs(number(there$value) - number(made$value)) <= 1e-12 * pmax(1, abs(number(made$value)))
    stopifnot(!is.na(same), same)
    cat(name, ":", nrow(made), "rows are the same\n")
  } else {
    writeLines(sprintf("# Made by tests/golden/scorecard.R with %s", R.version.string), file)
    suppressWarnings(write.table(made, file, append = TRUE, sep = ",", row.names = FALSE, quote = TRUE, fileEncoding = "UTF-8"))
    cat(name, ":", nrow(made), "rows\n")
  }
}

# Ажиллуулах / Run ----------------------------------------------------------------------------------------------------

arguments <- commandArgs(trailingOnly = TRUE)
csv <- sub("^--csv=", "", grep("^--csv=", arguments, value = TRUE))
paths <- grep("^--csv=", arguments, value = TRUE, invert = TRUE)
if (!length(paths)) paths <- vapply(files, function(file) file$path, "")
if (length(paths) != length(files)) {
  stopped(paste0(length(files), " файл өгнө үү", if (length(files) == 1) ": " else ", энэ дарааллаар: ", paste(vapply(files, function(f) f$path, ""), collapse = ", ")),
          paste0("Give ", length(files), if (length(files) == 1) " file: " else " files, in this order: ", paste(vapply(files, function(f) f$path, ""), collapse = ", ")))
}
if (corrections_withheld) {
  cat("Залруулгыг нийтлээгүй тул дахин тооцох боломжгүй.\nCorrections aren't published, so nothing can be recomputed.\n")
  quit(status = 2)
}
options(survey.lonely.psu = switch(choices$lonely, refuse = "fail", choices$lonely),
        survey.adjust.domain.lonely = choices$domain_lonely, width = 160)

cells <- read_files(paths)
whole <- design_of(cells)
in_design <- whole$variables$row
whole$variables <- whole$variables["row"]
cells <- lapply(cells, function(cell) lapply(cell, function(x) x[in_design]))
has_place <- !is.null(columns$area) || !is.null(columns$soum)
column_of <- function(name) if (!is.null(name)) cells[[name]]
place_by_row <- if (has_place) place_of(column_of(columns$area), column_of(columns$soum)) else rep(NA_character_, length(in_design))
used_rows <- if (has_place) !is.na(place_by_row) else rep(TRUE, length(in_design))
survey <- answers_and_figures(cells)
figures <- survey$figures
composites <- survey$composites
groups <- survey$groups
if (!is.null(columns$facility)) groups[[":facility"]] <- facility_of(cells[[columns$facility]])
weigh()

# That a group has one cluster in a stratum is what domain_lonely asks for.
expected <- function(w) if (grepl("only one PSU", conditionMessage(w))) invokeRestart("muffleWarning")
withCallingHandlers({
  compared <- recompute(card)
  compared_gaps <- recompute_gaps(gaps)
  compared_tests <- recompute_tests(tests)
  compared_reasons <- missing_by_reason(answered)
}, warning = expected)

# ---- юу гарав / What came out

cat("\n", title, "\n", R.version.string, ", survey ", format(packageVersion("survey")), "\n", sep = "")
cat(length(in_design), "мөр загварт, үүнээс", sum(used_rows), "нь ашиглагдсан / rows in the design, of which", sum(used_rows), "are used\n\n")
everywhere <- compared[compared$place == "" & compared$grouping == "", ]
shown_table <- everywhere[c("figure", "value", "r_value", "se", "r_se", "df", "r_df", "low", "r_low", "high", "r_high")]
names(shown_table) <- c("figure", "masam", "R", "se.masam", "se.R", "df.masam", "df.R", "low.masam", "low.R", "high.masam", "high.R")
cat("Нийт / All places\n")
print(shown_table, row.names = FALSE, digits = 6)

worst <- function(compared) {
  if (!nrow(compared)) return(numeric())
  apply(as.matrix(compared[grep("^apart_", names(compared))]), 1, max)
}
summed <- function(compared, of) {
  at <- worst(compared)
  done <- !is.na(at)
  by <- factor(of[done], unique(of[done]))
  print(data.frame(what = levels(by), numbers = as.vector(table(by)), largest = signif(as.vector(tapply(at[done], by, max)), 3)),
        row.names = FALSE)
}
cat("\nҮзүүлэлт бүрийн хамгийн их зөрүү / The largest difference of each figure\n")
summed(compared, compared$figure)
if (nrow(gaps)) {
  cat("\nЗорилт, дундаж, бүлэг хоорондын зөрүүнийх / Of gaps: to targets, to the average, between groups\n")
  summed(compared_gaps, trimws(paste(gaps$kind, gaps$grouping)))
}
if (nrow(tests)) {
  cat("\nГазраас, бүлгээс хамаарах эсэх шалгуурынх / Of tests whether figures depend on the place, on the group\n")
  summed(compared_tests, tests$over)
}
if (length(compared_reasons)) {
  cat("\nХариулаагүй шалтгаан / Why answers are missing: ", length(compared_reasons), " тоо / counts, зөрүү / largest difference ",
      max(compared_reasons), "\n", sep = "")
  if (max(compared_reasons) > 0) print(answered[compared_reasons > 0, ], row.names = FALSE)
}
for (one in list(compared, compared_gaps, compared_tests)) {
  wrong <- which(worst(one) > 1e-9)
  if (length(wrong)) {
    cat("\nТаараагүй / What differs\n")
    print(head(one[wrong[order(-worst(one)[wrong])], ], 20), row.names = FALSE)
  }
}
if (length(csv)) {
  same <- Reduce(union, list(names(compared), names(compared_gaps), names(compared_tests)))
  filled <- function(rows, what) {
    if (nrow(rows)) rows$what <- what
    rows[setdiff(same, names(rows))] <- if (nrow(rows)) NA else list()
    rows[c(if (nrow(rows)) "what", same)]
  }
  all <- rbind(filled(compared, "estimate"), if (nrow(gaps)) filled(compared_gaps, "gap"),
               if (nrow(tests)) filled(compared_tests, "test"))
  write.csv(all, csv[1], row.names = FALSE, fileEncoding = "UTF-8", na = "")
  cat("\n", csv[1], "\n", sep = "")
}
cat("\n")
for (one in c(noted, not_recomputed)) cat("* ", one, "\n", sep = "")
all <- c(worst(compared), worst(compared_gaps), worst(compared_tests), compared_reasons)
left <- sum(is.na(all))
if (left) {
  cat("* ", left, " нийлбэр дүн эсвэл тохируулсан жинтэй тоо, зөрүүг тооцоогүй: survey 4.5-аас өмнө ганц кластертай давхаргын дүрэм нь өөр.\n  ", left,
      " totals or numbers of calibrated weights and their gaps aren't compared: survey before 4.5 has another rule for strata with one cluster.\n", sep = "")
}
there <- function(x) sum(!is.na(x))
done <- there(all)
largest <- if (done) max(all, na.rm = TRUE) else NA
how_many <- c(there(worst(compared)), there(worst(compared_gaps)), there(worst(compared_tests)), length(compared_reasons))
cat("\n", how_many[1], " үнэлгээ, ", how_many[2], " зөрүү, ", how_many[3], " шалгуур, ", how_many[4], " тоог R-ээр дахин тооцов; хамгийн их зөрүү ",
    format(largest, digits = 3), " (зөвшөөрөгдөх нь 1e-9)\n", sep = "")
cat(how_many[1], " estimates, ", how_many[2], " gaps, ", how_many[3], " tests and ", how_many[4], " counts recomputed in R; the largest difference is ",
    format(largest, digits = 3), " (1e-9 is allowed)\n", sep = "")
quit(status = if (!done) 2 else if (largest > 1e-9) 1 else 0)

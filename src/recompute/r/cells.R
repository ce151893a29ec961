# Файлаас нүд рүү / From files to cells -------------------------------------------------------------------------------

stopped <- function(mn, en) stop("\n", mn, "\n", en, call. = FALSE)
noted <- character()
note <- function(mn, en) noted <<- c(noted, paste0(mn, "\n  ", en))

# Текстийн эхэн, төгсгөлийн хоосон зай хариултад хамаарахгүй. / Spaces around an answer don't belong to it.
trimmed <- function(x) gsub("^[\u0001-\u0020\u00a0]+|[\u0001-\u0020\u00a0]+$", "", x, perl = TRUE)

# Тоог текст болгох: 3, 3.5 / A number as text
shown <- function(x) {
  short <- sprintf("%.15g", x)
  ifelse(!is.na(x) & as.numeric(short) != x, sprintf("%.17g", x), short)
}

# Тоо болох текст; хоёр янзаар уншигдаж болох нь тоо биш. / Texts that are numbers; what could be read in two ways is none.
parsed <- function(text, decimal) {
  mark <- if (decimal == ",") "," else "[.]"
  other <- if (decimal == ",") "[.]" else ","
  text <- sub("^\u2212", "-", text)
  gap <- "([ \u00a0\u2009\u202f'\u2019])"
  power <- "([eE][+-]?[0-9]+)?$"
  plain <- grepl(paste0("^[+-]?([0-9]+(", mark, "[0-9]*)?|", mark, "[0-9]+)", power), text, perl = TRUE)
  spaced <- grepl(paste0("^[+-]?[0-9]{1,3}", gap, "[0-9]{3}(\\1[0-9]{3})*(", mark, "[0-9]*)?", power), text, perl = TRUE)
  marked <- grepl(paste0("^[+-]?[0-9]{1,3}((", other, "[0-9]{3}){2,}|(", other, "[0-9]{3})+", mark, "[0-9]*)", power),
                  text, perl = TRUE) |
    grepl(paste0("^[+-]?[0-9]{1,3}(", other, "[0-9]{3}){2,}", mark, "[0-9]*", power), text, perl = TRUE)
  number <- rep(NA_real_, length(text))
  if (any(spaced)) text[spaced] <- gsub(gap, "", text[spaced], perl = TRUE)
  if (any(marked)) text[marked] <- gsub(other, "", text[marked])
  is_number <- plain | spaced | marked
  if (any(is_number)) number[is_number] <- as.numeric(sub(mark, ".", text[is_number]))
  number[!is.finite(number)] <- NA
  number
}

# Мөр бүрийн нүд: текст ба тоо. Мөрийн дугаар Excel-д харагдах дугаар. / The cells of every row, as text and as numbers. Rows
# are numbered as Excel shows them.
read_text <- function(file, path) {
  start <- readBin(path, "raw", 16)
  if (identical(start[1:3], as.raw(c(0xef, 0xbb, 0xbf)))) start <- start[-(1:3)]
  # A first line "sep=;" is hidden by Excel and counts for nothing.
  announced <- identical(rawToChar(start[start > 0 & start < 128][1:4]), "sep=")
  encoding <- if (file$encoding == "UTF-8") "UTF-8-BOM" else file$encoding
  opened <- file(path, encoding = encoding)
  width <- max(count.fields(opened, sep = file$separator, quote = "\"", comment.char = "", blank.lines.skip = FALSE), na.rm = TRUE)
  close(opened)
  read <- read.table(path, sep = file$separator, quote = "\"", comment.char = "", header = FALSE, fill = TRUE,
                     colClasses = "character", na.strings = character(), strip.white = FALSE, blank.lines.skip = FALSE,
                     skip = as.integer(announced), col.names = paste0("V", seq_len(width)), fileEncoding = encoding)
  text <- lapply(read, function(x) trimmed(ifelse(is.na(x), "", x)))
  list(text = text, number = lapply(text, parsed, file$decimal))
}

read_workbook <- function(file, path) {
  if (requireNamespace("readxl", quietly = TRUE)) {
    read <- readxl::read_excel(path, file$sheet, range = cellranger::cell_limits(c(1, 1), c(NA, NA)), col_names = FALSE,
                               col_types = "list", trim_ws = FALSE, .name_repair = "minimal")
    cell <- function(x) {
      if (length(x) != 1 || is.na(x)) "" else if (is.numeric(x)) shown(x) else if (inherits(x, "POSIXt")) {
        format(x, if (format(x, "%H:%M:%S") == "00:00:00") "%Y-%m-%d" else "%Y-%m-%d %H:%M:%S")
      } else as.character(x)
    }
    typed <- function(x) if (length(x) == 1 && is.numeric(x) && !inherits(x, "POSIXt")) as.numeric(x) else NA_real_
    text <- lapply(read, function(column) trimmed(vapply(column, cell, "")))
    number <- lapply(read, function(column) vapply(column, typed, 0))
  } else if (requireNamespace("openxlsx", quietly = TRUE)) {
    read <- openxlsx::read.xlsx(path, file$sheet, startRow = 1, colNames = FALSE, skipEmptyRows = FALSE,
                                skipEmptyCols = FALSE)
    text <- lapply(read, function(x) trimmed(ifelse(is.na(x), "", if (is.numeric(x)) shown(x) else as.character(x))))
    number <- lapply(read, function(x) if (is.numeric(x)) x else rep(NA_real_, length(x)))
  } else {
    stopped(paste0(path, ": Excel файл уншихад readxl эсвэл openxlsx багц хэрэгтэй: install.packages(\"readxl\")"),
            paste0(path, ": reading a workbook takes the package readxl or openxlsx: install.packages(\"readxl\")"))
  }
  number <- Map(function(text, number) ifelse(is.na(number), parsed(text, file$decimal), number), text, number)
  list(text = text, number = number)
}

read_file <- function(file, at, path) {
  if (!file.exists(path)) stopped(paste0(path, ": ийм файл алга."), paste0(path, ": there is no such file."))
  if (!is.null(file$bytes) && file.size(path) != file$bytes) {
    note(paste0(path, ": хэмжээ нь өөр (", file.size(path), ", байх ёстой ", file$bytes, ") тул өөр файл байж магадгүй."),
         paste0(path, ": its size differs (", file.size(path), ", not ", file$bytes, "): it may be another file."))
  }
  read <- switch(file$format, csv = read_text(file, path), workbook = read_workbook(file, path),
                 stopped(paste0(path, ": R энэ хэлбэрийг уншихгүй. XLSX болгож хадгалаад masam-ыг дахин ажиллуулна уу."),
                         paste0(path, ": R doesn't read this format. Save it as XLSX and run masam again.")))
  row <- seq_along(read$text[[1]])
  header <- vapply(read$text, function(x) x[file$header_row], "")
  blank <- Reduce(`&`, lapply(read$text, function(x) x == ""))
  keep <- row >= file$first_row & !blank
  if (!is.null(file$rows) && sum(keep) != file$rows) {
    note(paste0(path, ": R ", sum(keep), " мөр уншив, masam ", file$rows, "."),
         paste0(path, ": R reads ", sum(keep), " rows, masam ", file$rows, "."))
  }
  for (name in names(file$columns)) {
    column <- file$columns[[name]]
    if (!is.na(column) && column > length(read$text)) {
      stopped(paste0(path, ": ", column, "-р багана алга: ", name), paste0(path, ": there is no column ", column, ": ", name))
    }
    # A header that was put together from two rows isn't that of one.
    if (!is.na(column) && !startsWith(plain(name), plain(header[[column]]))) {
      note(paste0(path, ": ", column, "-р баганын гарчиг \"", header[[column]], "\", байх ёстой \"", name, "\"."),
           paste0(path, ": column ", column, " is headed \"", header[[column]], "\", not \"", name, "\"."))
    }
  }
  cells <- lapply(file$columns, function(column) {
    here <- rep(!is.na(column), sum(keep))
    if (is.na(column)) return(list(text = rep("", sum(keep)), number = rep(NA_real_, sum(keep)), here = here))
    list(text = read$text[[column]][keep], number = read$number[[column]][keep], here = here)
  })
  corrected(cells, row[keep], at, file$decimal)
}

# Залруулга / Corrections
corrected <- function(cells, row, at, decimal) {
  left_out <- integer()
  for (one in Filter(function(one) one$file == at, corrections)) {
    here <- match(one$row, row)
    if (is.null(one$column)) {
      left_out <- c(left_out, here)
    } else {
      cells[[one$column]]$text[here] <- one$new
      cells[[one$column]]$number[here] <- if (is.null(one$number)) parsed(one$new, decimal) else one$number
    }
  }
  if (!length(left_out)) return(cells)
  lapply(cells, function(cell) lapply(cell, function(x) x[-left_out]))
}

read_files <- function(paths) {
  read <- Map(read_file, files, seq_along(files), paths)
  joined <- function(name, what) unlist(lapply(read, function(cells) cells[[name]][[what]]), use.names = FALSE)
  names <- names(files[[1]]$columns)
  cell <- function(name) sapply(c("text", "number", "here"), function(what) joined(name, what), simplify = FALSE)
  sapply(names, cell, simplify = FALSE)
}

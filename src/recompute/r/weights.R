# Жин, алдаа / Weights and errors --------------------------------------------------------------------------------------

# Жинг хүн амын мэдэгдэж буй тоонд тааруулсан бол зөвхөн тооцоонд орсон, жинтэй мөрөөр. / Where weights are calibrated to known
# totals, by the rows that are used and have a weight. `in_whole`: which rows the design then has.
in_whole <- NULL
weight_by_row <- NULL
replicates <- NULL
df_of_all <- NULL
alone <- FALSE

category_of <- function(factors, rows) {
  of <- lapply(factors, function(factor) {
    if (!is.null(factor$group)) groups[[factor$group]] else if (!is.null(factor$column)) code(cells[[factor$column]]$text) else place_by_row
  })
  do.call(paste, c(of, sep = "\u001f"))[rows]
}

calibrated <- function(design, rows) {
  cells_of <- lapply(weighting$terms, function(term) category_of(term$factors, rows))
  if (weighting$by == "poststratify" || weighting$by == "rake margin by margin") {
    of <- sprintf("margin_%d", seq_along(cells_of))
    design$variables[of] <- cells_of
    counts <- Map(function(name, term) setNames(data.frame(names(term$totals), as.vector(term$totals)), c(name, "Freq")), of, weighting$terms)
    if (weighting$by == "poststratify") return(postStratify(design, reformulate(of), counts[[1]]))
    # Until nothing but rounding changes; R then warns that something still does.
    return(suppressWarnings(rake(design, lapply(of, reformulate), unname(counts), control = list(maxit = 2000, epsilon = 1e-15))))
  }
  columns <- list()
  if (!is.na(weighting$everybody)) columns$everybody <- rep(1, sum(rows))
  totals <- if (is.na(weighting$everybody)) numeric() else weighting$everybody
  for (at in seq_along(weighting$terms)) {
    known <- weighting$terms[[at]]$totals
    columns <- c(columns, lapply(names(known), function(category) as.numeric(cells_of[[at]] == category)))
    totals <- c(totals, known)
  }
  columns <- c(columns, lapply(names(weighting$numbers), function(name) cells[[name]]$number[rows]))
  x <- do.call(cbind, unname(columns))
  totals <- unname(c(totals, weighting$numbers))
  # Нэг нь нөгөөгөөсөө гардаг баганыг нэг л удаа тооцно. / Columns that follow from others are left out.
  found <- qr(x * sqrt(weights(design, "sampling")))
  own <- sort(found$pivot[seq_len(found$rank)])
  names <- sprintf("x_%d", own)
  design$variables[names] <- as.data.frame(x[, own, drop = FALSE])
  population <- setNames(totals[own], names)
  bounds <- if (is.null(weighting$bounds)) c(-Inf, Inf) else weighting$bounds
  calibrate(design, reformulate(names, intercept = FALSE), population, calfun = weighting$distance, bounds = bounds,
            epsilon = 1e-13, maxit = 1000)
}

# Нэг давтамж нь жингийн нэг багана. / Each replicate is a column of weights.
replicates_of <- function(design, rows) {
  if (weighting$by == "jackknife") {
    jackknife <- as.svrepdesign(design, type = if (length(unique(design$strata[, 1])) == 1) "JK1" else "JKn", compress = FALSE)
    return(list(weights = weights(jackknife, "analysis"), scale = jackknife$scale, rscales = jackknife$rscales))
  }
  columns <- do.call(cbind, lapply(weighting$columns, function(name) cells[[name]]$number))
  if (weighting$factors) columns <- columns * weight_by_row
  list(weights = columns, scale = weighting$scale, rscales = weighting$rscales)
}

weigh <- function() {
  rows <- length(in_design)
  df_of_all <<- degf(whole)
  alone <<- any(tapply(whole$cluster[, 1], whole$strata[, 1], function(x) length(unique(x))) == 1)
  in_whole <<- if (weighting$kind == "calibrated") used_rows & weights(whole, "sampling") != 0 else rep(TRUE, rows)
  if (weighting$kind == "calibrated") whole <<- calibrated(whole[in_whole, ], in_whole)
  weight_by_row <<- replace(numeric(rows), in_whole, weights(whole, "sampling"))
  if (weighting$kind == "replicates") {
    replicates <<- replicates_of(whole, rows)
    df_of_all <<- rank_of(rep(TRUE, rows)) - 1
  }
}

rank_of <- function(kept) qr(replicates$weights[kept, , drop = FALSE], tol = 1e-5)$rank

# Хэсэг мөр, тэдгээрийн тоотой / Some of the rows, with numbers of theirs
part <- function(kept, ..., rows = kept) {
  values <- list(...)
  if (weighting$kind == "replicates") {
    # Файлын давтамжийн чөлөөний зэрэг нь хэсэг бүлгийнх, хариулсан хүмүүсийнх биш. / Replicates of the file have the degrees of freedom
    # of a group, whoever answered.
    return(list(df = rank_of(if (weighting$by == "columns") rows else kept) - 1, rows = sum(kept)))
  }
  inside <- kept[in_whole]
  used <- whole[inside, ]
  # A calibrated design keeps its other rows, with weight 0.
  of <- if (weighting$kind == "calibrated") function(v) ifelse(inside, v[in_whole], 0) else function(v) v[kept]
  if (length(values)) used$variables <- as.data.frame(lapply(values, of))
  used$rows <- sum(kept)
  used
}

# Дундаж, нийт, харьцаа: утга, алдаа, мөр бүрийн хувь / A mean, total or ratio: value, error, and the rows' parts in its deviation
statistic <- function(form, kept, y, x = y, rows = kept) {
  used <- part(kept, y = y, x = x, rows = rows)
  w <- weight_by_row[kept]
  if (weighting$kind == "replicates") {
    of <- function(w) {
      if (all(w == 0) && form != "total") return(NA)
      switch(form, total = sum(w * y[kept]), mean = sum(w * y[kept]) / sum(w), ratio = sum(w * y[kept]) / sum(w * x[kept]))
    }
    value <- of(w)
    by <- apply(replicates$weights[kept, , drop = FALSE], 2, of) - value
    return(list(value = value, se = sqrt(spread_of(by)), used = used, linear = list(value = value, by = by, df = used$df)))
  }
  m <- switch(form, total = svytotal(~y, used), mean = svymean(~y, used), ratio = svyratio(~y, ~x, used))
  value <- as.vector(coef(m))
  # A row's part in the deviation of a statistic (Woodruff 1971), for what is put together of several: `z`, and the rows used.
  z <- numeric(length(kept))
  z[kept] <- switch(form, total = y[kept], mean = (y[kept] - value) / sum(w), ratio = (y[kept] - value * x[kept]) / sum(w * x[kept]))
  list(value = value, se = as.vector(SE(m)), used = used, linear = list(value = value, z = z, used = kept))
}

# Σ k · нэгж бүр / Σ k · statistic, with every covariance. Of replicates, the degrees of freedom are the largest of the parts'.
summed_up <- function(parts, value) {
  k <- vapply(parts, function(part) part$k, 0)
  if (weighting$kind == "replicates") {
    by <- Reduce(`+`, lapply(parts[k != 0], function(part) part$k * part$linear$by))
    df <- max(vapply(parts, function(part) part$linear$df, 0))
    used <- list(df = df, rows = NA)
    return(list(variance = spread_of(by), used = used, linear = list(value = value, by = by, df = df)))
  }
  z <- Reduce(`+`, lapply(parts, function(part) part$k * part$linear$z))
  kept <- Reduce(`|`, lapply(parts, function(part) part$linear$used))
  used <- part(kept, z = z)
  list(variance = as.vector(vcov(svytotal(~z, used))), used = used, linear = list(value = value, z = z, used = kept))
}

# The variance of replicates, from what each departs by.
spread_of <- function(by) {
  # One that isn't defined is left out, of which R warns.
  suppressWarnings(as.vector(survey:::svrVar(by, replicates$scale, replicates$rscales, mse = weighting$mse, coef = 0)))
}

df_of <- function(used) {
  own <- if (weighting$kind == "replicates") used$df else degf(used)
  switch(choices$df, domain = own, design = df_of_all, inf = Inf)
}
df_of_linear <- function(linear) df_of(if (weighting$kind == "replicates") linear else part(linear$used))

# Кластерын тоо; нэг эсэх нь л чухал. / How many clusters; what matters is whether there are more than one.
clusters_of <- function(used) {
  if (weighting$kind == "replicates") used$df + 1 else length(unique(used$cluster[weights(used, "sampling") != 0, 1]))
}

# Хамаарал / Dependence: is a figure the same in all places, or in all groups of people? -------------------------------

# The covariances of several, from the rows' parts in their deviation, or from what they depart by in each replicate.
covariance_of <- function(linears) {
  if (weighting$kind == "replicates") {
    by <- do.call(cbind, lapply(linears, function(linear) linear$by))
    return(suppressWarnings(as.matrix(survey:::svrVar(by, replicates$scale, replicates$rscales, mse = weighting$mse,
                                                      coef = rep(0, ncol(by))))))
  }
  kept <- Reduce(`|`, lapply(linears, function(linear) linear$used))
  z <- lapply(linears, function(linear) linear$z)
  names(z) <- sprintf("z_%d", seq_along(z))
  as.matrix(vcov(svytotal(reformulate(names(z)), do.call(part, c(list(kept), z)))))
}

no_test <- list(f = NA, df = NA, df2 = NA, p = NA)
singular <- function(v) any(diag(v) <= 0) || qr(cov2cor(v), tol = 1e-9)$rank < ncol(v)
p_of_f <- function(f, df, df2) {
  if (is.infinite(df2)) pchisq(f * df, df, lower.tail = FALSE) else pf(f, df, df2, lower.tail = FALSE)
}

# Rao & Scott (1984), second order, of the table answer x group
rao_scott <- function(y, kept, group) {
  of <- unique(group[kept & weight_by_row != 0])
  if (length(of) < 2 || length(unique(y[kept & weight_by_row != 0])) < 2) return(no_test)
  if (weighting$kind == "design") {
    used <- part(kept, y = y, g = match(group, of))
    used$variables <- data.frame(y = factor(used$variables$y), g = factor(used$variables$g))
    nu <- df_of(used)
    if (nu <= 0) return(no_test)
    test <- svychisq(~y + g, used, statistic = "F")
    f <- unname(test$statistic)
    d <- unname(test$parameter[1])
    # Its own degrees of freedom count clusters without weight too.
    return(list(f = f, df = d, df2 = d * nu, p = p_of_f(f, d, d * nu)))
  }
  at <- expand.grid(y = c(1, 0), g = seq_along(of))
  cells <- lapply(seq_len(nrow(at)), function(i) {
    statistic("mean", kept, as.numeric(!is.na(y) & y == at$y[i] & group == of[at$g[i]]))
  })
  shares <- vapply(cells, function(cell) cell$value, 0)
  v <- covariance_of(lapply(cells, function(cell) cell$linear))
  main <- model.matrix(~ factor(y) + factor(g), at)
  interactions <- model.matrix(~ factor(y) * factor(g), at)[, -seq_len(ncol(main)), drop = FALSE]
  x <- qr.resid(qr(main), interactions)
  inverse <- ifelse(shares == 0, 0, 1 / shares)
  delta <- solve(t(x) %*% (inverse * x), t(x * inverse) %*% v %*% (x * inverse))
  expected <- outer(tapply(shares, at$y, sum), tapply(shares, at$g, sum))
  table <- tapply(shares, list(at$y, at$g), sum)
  x2 <- sum((table - expected)^2 / expected)
  trace <- sum(diag(delta))
  if (!(trace > 0)) return(no_test)
  d <- trace^2 / sum(delta * t(delta))
  nu <- df_of(cells[[1]]$used)
  if (nu <= 0) return(no_test)
  list(f = x2 / trace, df = d, df2 = d * nu, p = p_of_f(x2 / trace, d, d * nu))
}

# Wald's F of the differences to the first, adjusted for few degrees of freedom
same_everywhere <- function(found) {
  if (length(found) < 2) return(no_test)
  differences <- lapply(found[-1], function(one) {
    summed_up(list(list(k = 1, linear = one$linear), list(k = -1, linear = found[[1]]$linear)), one$value - found[[1]]$value)
  })
  d <- vapply(differences, function(one) one$linear$value, 0)
  v <- covariance_of(lapply(differences, function(one) one$linear))
  if (anyNA(v) || singular(v)) return(no_test)
  all <- summed_up(lapply(found, function(one) list(k = 1, linear = one$linear)), 0)
  nu <- df_of(all$used)
  q <- length(d)
  wald <- sum(d * solve(v, d))
  if (is.infinite(nu)) return(list(f = wald / q, df = q, df2 = Inf, p = pchisq(wald, q, lower.tail = FALSE)))
  left <- nu - q + 1
  if (nu <= 0 || left <= 0) return(no_test)
  f <- wald * left / (q * nu)
  list(f = f, df = q, df2 = left, p = pf(f, q, left, lower.tail = FALSE))
}

depends <- function(row) {
  by_place <- row$over == "places"
  keys <- if (by_place) lapply(names(places), function(place) list(place = place, whom = everybody)) else {
    lapply(sort(unique(na.omit(groups[[row$over]]))), function(group) list(place = "", whom = list(grouping = row$over, group = group)))
  }
  found <- lapply(keys, function(key) finding(row$figure, key$place, key$whom))
  # Хувь 0, 100 бол алдаа 0: хүснэгтэд л оролцоно. / A share of 0 or 1 has an error of 0: it has a place in a table alone.
  enough <- vapply(found, function(one) {
    !is.null(one$linear) && one$n >= choices$few && !is.na(one$se) && (one$se > 0 || row$test == "rao_scott")
  }, TRUE)
  if (!is.null(composites[[row$figure]])) {
    # Нэгтгэсэн үзүүлэлт: бүх бүлэгт байгаа хэсгээр. / A composite: on the parts that all groups have with answers enough and an error, which
    # must weigh half of the whole or more.
    weights <- composites[[row$figure]]
    sides <- lapply(keys[enough], function(key) lapply(setNames(nm = names(weights)), function(part) finding(part, key$place, key$whom)))
    common <- vapply(names(weights), function(part) all(vapply(sides, function(side) {
      one <- side[[part]]
      !is.null(one$linear) && one$n >= choices$few && isTRUE(one$se > 0)
    }, TRUE)), TRUE)
    if (sum(weights[common]) < 0.5) return(c(no_test, list(groups = sum(enough))))
    weights <- weights[common] / sum(weights[common])
    made <- lapply(sides, function(side) put_together(weights, side[common]))
    return(c(same_everywhere(made), list(groups = sum(enough))))
  }
  if (row$test == "wald") return(c(same_everywhere(found[enough]), list(groups = sum(enough))))
  figure <- figures[[row$figure]]
  group <- if (by_place) place_by_row else groups[[row$over]]
  taken <- vapply(keys[enough], function(key) if (by_place) key$place else key$whom$group, "")
  kept <- used_rows & !is.na(group) & group %in% taken & !is.na(figure$y)
  c(rao_scott(figure$y, kept, group), list(groups = sum(enough)))
}

recompute_tests <- function(tests) {
  if (!nrow(tests)) return(tests)
  found <- lapply(seq_len(nrow(tests)), function(at) {
    row <- tests[at, ]
    # What isn't compared still belongs to its family: masam's p stands for it there.
    if (incomparable(row$figure)) return(list(f = NA, df = NA, df2 = NA, p = row$p, groups = NA))
    depends(row)
  })
  found <- as.data.frame(do.call(rbind, lapply(found, function(one) unlist(one)[c("f", "df", "df2", "p", "groups")])))
  found$holm <- ave(found$p, tests$over, FUN = function(p) p.adjust(p, "holm"))
  found$bh <- ave(found$p, tests$over, FUN = function(p) p.adjust(p, "BH"))
  apart <- t(vapply(seq_len(nrow(tests)), function(at) {
    # An F is a quotient of errors: what is rounding of these is more in it.
    vapply(names(found), function(name) {
      ours <- tests[[name]][at]
      theirs <- found[[name]][at]
      apart_by(ours, theirs, if (name %in% c("p", "holm", "bh", "groups")) 1 else abs(theirs))
    }, 0)
  }, numeric(ncol(found))))
  apart[vapply(tests$figure, incomparable, TRUE), ] <- NA
  names(found) <- paste0("r_", names(found))
  colnames(apart) <- paste0("apart_", colnames(apart))
  cbind(tests, found, apart)
}

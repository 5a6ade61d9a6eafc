# Fits a polynomial to noisy samples of a sine. Usage: Rscript fit.R degree=3 seed=1
words <- strsplit(commandArgs(trailingOnly = TRUE), "=", fixed = TRUE)
settings <- setNames(lapply(words, function(word) as.numeric(word[2])), vapply(words, `[`, "", 1))

set.seed(settings$seed)
train <- data.frame(x = seq(0, 6, length.out = 40))
train$y <- sin(train$x) + rnorm(40, sd = 0.2)
model <- lm(y ~ poly(x, settings$degree), data = train)

test <- data.frame(x = seq(0.1, 5.9, length.out = 100))
rmse <- sqrt(mean((predict(model, test) - sin(test$x))^2))
directory <- Sys.getenv("HSM_TASK_DIR", ".")
writeLines(sprintf('{"rmse": %.6f}', rmse), file.path(directory, "metrics.json"))

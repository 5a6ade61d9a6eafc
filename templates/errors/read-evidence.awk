# --- Evidence from the ends of the logs. A line may be anything, so a text counts only if its meaning is certain.
# Of several exceptions, the last one counts.
function begin_log(path) {
  log_path = path
  kind = ""
  if (path ~ /^logs\//) kind = "job"
  else if (path ~ /^tasks\/task_[0-9]+\/std(out|err)\.log$/) {
    kind = path ~ /err\.log$/ ? "stderr" : "stdout"
    if (substr(path, 12) + 0 != task) forget_evidence()
    task = substr(path, 12) + 0
  }
  traced = kept = 0
}
function end_log() {
  # If there is no stderr.log, stdout.log is all the evidence.
  if (kind == "stdout" || kind == "stderr") cause[task] = name_cause(task)
  if (kind == "stderr") keep_example(task)
  kind = ""
}
function forget_evidence() {
  memory = gpu_memory = disk = gpu = gpu_exception = exception = setup = absent = interpreter = library = module = ""
}
function read_line(at) {
  at = index($0, "==> " mark "/")
  if (at && $0 ~ / <==$/) {
    # A log may not end in a newline, where one tail ends and the next begins.
    if (at > 1) read_text(substr($0, 1, at - 1))
    end_log()
    begin_log(substr($0, at + length(mark) + 5, length($0) - at - length(mark) - 8))
  } else if (kind != "") read_text($0)
}
function read_text(line) {
  gsub(/\t/, " ", line)
  if (line !~ /[^ ]/) return
  if (kind == "job") {
    if (tells_memory(line)) job_memory[log_path] = 1
    return
  }
  if (tells_memory(line)) memory = 1
  if (tells_gpu_memory(line)) gpu_memory = 1
  if (line ~ /No space left on device|[Qq]uota exceeded|ENOSPC|EDQUOT/) disk = 1
  read_exception(line)
  if (kind == "stderr") {
    read_complaint(line)
    sub(/ +$/, "", line)
    tail_line[++kept % (line_count + 1)] = substr(line, 1, 200)
    sub(/^ +/, "", line)
    last_line[task] = substr(line, 1, 200)
  }
}
function tells_memory(line) {
  return line ~ /[Oo]ut [Oo]f [Mm]emory|OutOfMemory|OUT_OF_MEMORY|RESOURCE_EXHAUSTED|MemoryError|bad_alloc/ ||
    line ~ /[Cc]annot allocate memory|can.t allocate memory|virtual memory exhausted/ ||
    line ~ /[Ee]xceeded .*memory limit|mem .*exceeded limit/ ||
    line ~ /killed by signal: Killed|Killed process [0-9]|(^|[^A-Za-z])([Oo]om|OOM)[ _-]?[Kk]ill/
}
function tells_gpu_memory(line) {
  return line ~ /(CUDA|HIP) out of memory|CUDA error: out of memory|CUDA_ERROR_OUT_OF_MEMORY/ ||
    line ~ /cudaErrorMemoryAllocation|CUBLAS_STATUS_ALLOC_FAILED/
}
function tells_gpu(line) {
  if (line ~ /NCCL INFO/) return 0
  return line ~ /CUDA error|CUDA_ERROR|CUDA driver|cudaError|CUDA-capable device|No CUDA GPUs|not compiled with CUDA/ ||
    line ~ /CUDNN_STATUS|cuDNN error|CUBLAS_STATUS|device-side assert|invalid device ordinal|NVIDIA driver|HIP error/ ||
    line ~ /NCCL (error|failure|timeout)|NCCL.*[Tt]imed? ?out|nccl[A-Z][A-Za-z]*Error/
}
# A Python exception is the first unindented line after the stack frames, or starts with a name like
# ValueError.
function read_exception(line, name) {
  sub(/^\[rank[0-9]+\]: ?/, "", line)
  if (line ~ /^ *Traceback \(most recent call last\):/ || line ~ /^ +File ".*", line [0-9]/) {
    traced = 1
    return
  }
  if (line ~ /^ /) return
  name = line
  sub(/:.*/, "", name)
  if (name ~ /^[A-Za-z_][A-Za-z0-9_.]*$/ && (traced || name ~ /[A-Za-z0-9_](Error|Exception)$/)) {
    sub(/.*\./, "", name)
    exception = substr(name, 1, 60)
    module = ""
    if (tells_gpu(line)) gpu_exception = 1
  }
  traced = 0
  if (match(line, /No module named [^A-Za-z0-9_]?[A-Za-z0-9_.]+/)) {
    module = substr(line, RSTART + 16, RLENGTH - 16)
    gsub(/[^A-Za-z0-9_.]/, "", module)
  }
}
function read_complaint(line) {
  if (tells_gpu(line)) gpu = 1
  if (line ~ /^hsm: set-up failed: /) setup = substr(line, 21)
  if (match(line, /error while loading shared libraries: [^: ]+/))
    library = safe_name(substr(line, RSTART + 38, RLENGTH - 38))
  # If it is the interpreter of a script, bash reports that first, and then that the script cannot be run.
  if (line ~ /: bad interpreter: /) {
    absent = name_absent(line)
    interpreter = 1
  } else if (!interpreter && tells_absent(line)) absent = name_absent(line)
}
function tells_absent(line) {
  return line ~ /: (command )?not found$|: No such file or directory$|: Permission denied$|: Exec format error$/ ||
    line ~ /: (cannot execute|required file not found)[^:]*$/
}
# "script: line 7: exec: python9: not found" to python9.
function name_absent(line) {
  sub(/: [^:]*$/, "", line)
  sub(/: (bad interpreter|cannot execute)$/, "", line)
  sub(/.*: /, "", line)
  return safe_name(line)
}
# Names from logs end up in a command for the user to type, so only characters that are safe in every shell are accepted.
function safe_name(text) {
  gsub(/^[^A-Za-z0-9_.\/+-]+|[^A-Za-z0-9_.\/+-]+$/, "", text)
  return text ~ /^[A-Za-z0-9_.\/+-]+$/ && length(text) <= 200 ? text : ""
}

/** Lines of help for the options that request other resources. */
export function resourceUsage(ofGpus: string, quality: 'qos' | 'no qos'): readonly string[] {
  return [
    "  --memory 64G         memory per task, instead of the sweep's",
    '  --cpus N             CPUs per task',
    `  --gpus N             GPUs per task${ofGpus}`,
    '  --partition NAME     the partition or queue',
    ...(quality === 'qos' ? ['  --qos NAME           the quality of service'] : []),
    '  --account NAME       the account to charge',
  ];
}

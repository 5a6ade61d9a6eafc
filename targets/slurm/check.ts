export function checkSlurm(): void {}

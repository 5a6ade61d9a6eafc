/** Writes page.js and page.css into a folder. */
export declare function bundlePage(root: string, outdir: string): Promise<unknown>;

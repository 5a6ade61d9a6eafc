/** Each folder of src/ and the folders it may import beside itself. */
export declare const layers: Readonly<Record<string, readonly string[]>>;
/** Packages and modules of Node that only some folders may import. */
export declare const owners: Readonly<Record<string, readonly string[]>>;
/** The whole of biome-boundaries.json. */
export declare function boundaries(): object;

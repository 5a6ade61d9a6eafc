/** The menus beside pages, by the beginning of their addresses; an error where a page is in none. */
export declare function sidebar(): Readonly<Record<string, unknown>>;

/** How many rows a page of a long list has: little enough for a weak network, enough for a screen or five. */
export const rowsOnPage = 50;

/** Where a drawing's axes are, in px from its edges: known before it is drawn, so that nothing moves when it is. */
export const PLOT = { left: 56, right: 8, top: 8, bottom: 26 } as const;

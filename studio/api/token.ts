/** The token of this start of the server: in the fragment, which never leaves the browser, so that a reload still has it. */
export const token: string = /(?:^#|&)token=([\w-]+)/.exec(location.hash)?.[1] ?? "";

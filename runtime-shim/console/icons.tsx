import type { ComponentChildren, JSX } from "preact";

/** Drawn here, on a grid of 16, so that the page asks nobody for a font. All are decoration: words say the same. */
function Icon({ children }: { readonly children: ComponentChildren }): JSX.Element {
  return (
    <svg class="icon" viewBox="0 0 16 16" aria-hidden="true">
      {children}
    </svg>
  );
}

const draw =
  (d: string): (() => JSX.Element) =>
  () => (
    <Icon>
      <path d={d} />
    </Icon>
  );

export const ComponentsIcon = draw(
  "M5.5 2.5h5v3.5h-5zM1.5 10h5v3.5h-5zM9.5 10h5v3.5h-5zM8 6v2M4 10V8h8v2",
);
export const LogsIcon = draw("M2.5 4h11M2.5 8h8M2.5 12h10");
export const ReloadIcon = draw("M13 8a5 5 0 1 1-1.6-3.7M13.2 2v2.9h-2.9");
export const OpenIcon = draw("M9 2.8h4.2V7M13 3 7.6 8.4M11 9.5v3.7H2.8V5h3.7");
export const GraphIcon = draw("M2 5.5h4v5H2zM10 2h4v4h-4zM10 10h4v4h-4zM6 8h2m2-4H8v8h2");
export const SearchIcon = draw("M7 11.5a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9zM10.4 10.4l3.1 3.1");
export const CopyIcon = draw("M5.5 5.5h7v8h-7zM10.5 5.5v-3h-7v8h2");
export const WrapIcon = draw("M2.5 4h11M2.5 8h9a2 2 0 0 1 0 4H8m2-2-2 2 2 2M2.5 12h2");
export const PauseIcon = draw("M5.5 3.5v9M10.5 3.5v9");
export const FollowIcon = draw("M8 2.5v9M4 7.8l4 4 4-4M3 14h10");
export const BackIcon = draw("M10 3 5 8l5 5");

/** The mark: a cloud with its lightning. */
export function Mark(): JSX.Element {
  return (
    <svg class="mark" viewBox="0 0 32 32" aria-hidden="true">
      <path
        class="mark-cloud"
        d="M9.6 20.5a5 5 0 0 1-.5-9.97 6.6 6.6 0 0 1 12.5-1.3 5.4 5.4 0 0 1 1.6 10.4"
      />
      <path class="mark-bolt" d="m17.4 13-4.6 7h3.7l-1.4 6.4 5.6-8h-3.8z" />
    </svg>
  );
}

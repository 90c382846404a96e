import type { RefObject } from "preact";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";

interface FollowOptions {
  readonly following: boolean;
  /** The reader scrolled up. */
  readonly hold: () => void;
  /** The reader came back to the end. */
  readonly release: () => void;
}

/** Distances from the end, in pixels: within `near` counts as being there, beyond `far` as having left. */
const near = 4;
const far = 32;

/**
 * Keeps a list at its end while it follows. Whether the reader left is judged by the list having moved *up*:
 * lines that arrive, or get their real height once on screen, only ever push the end further down.
 */
export function useFollow(
  list: RefObject<HTMLElement | null>,
  { following, hold, release }: FollowOptions,
): () => void {
  const state = useRef({ following, top: 0 });
  state.current.following = following;
  const toEnd = (): void => {
    const element = list.current;
    if (element === null) return;
    element.scrollTop = element.scrollHeight;
    state.current.top = element.scrollTop;
  };
  useLayoutEffect(() => {
    if (following) toEnd();
  });
  useEffect(() => {
    const element = list.current;
    const content = element?.firstElementChild;
    if (element === null || content === null || content === undefined) return;
    const onScroll = (): void => {
      const { scrollTop, scrollHeight, clientHeight } = element;
      const distance = scrollHeight - clientHeight - scrollTop;
      const up = scrollTop < state.current.top - 1;
      state.current.top = scrollTop;
      if (state.current.following && up && distance > far) hold();
      else if (!state.current.following && !up && distance <= near) release();
    };
    const observer = new ResizeObserver(() => {
      if (state.current.following) toEnd();
    });
    element.addEventListener("scroll", onScroll, { passive: true });
    observer.observe(content);
    observer.observe(element);
    return () => {
      observer.disconnect();
      element.removeEventListener("scroll", onScroll);
    };
  }, []);
  return () => {
    release();
    state.current.following = true;
    requestAnimationFrame(toEnd);
  };
}

import { describe, expect, it } from "vitest";
import { steadyNow, steadyTime } from "#core/steady-time.ts";

describe("the controller's time", () => {
  it("follows the wall clock, forward jumps included", () => {
    const time = steadyTime(0, 0);
    expect(steadyNow(time, { wall: 1000, monotonic: 0 })).toBe(1000);
    expect(steadyNow(time, { wall: 3_601_000, monotonic: 10 })).toBe(3_601_000);
  });

  it("goes on at its own pace when the clock is set back, so that no timer waits for it", () => {
    const time = steadyTime(0, 0);
    steadyNow(time, { wall: 3_600_000, monotonic: 0 });
    expect(steadyNow(time, { wall: 10, monotonic: 10 })).toBe(3_600_010);
    expect(steadyNow(time, { wall: 5010, monotonic: 5010 })).toBe(3_605_010);
  });
});

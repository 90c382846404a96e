/**
 * Where the analysis stops telling things apart, all in one place. Up to a limit it is exact; beyond it the
 * value is unknown, with the limit as its reason and with everything it may hold still inside, so that no
 * edge is lost. Nothing here makes a known value wrong, and none of it depends on time: the same source gives
 * the same graph on any machine.
 *
 * *Cap.* A value keeps at most `mostChoices` possibilities, each with its conditions. What people write has two
 * or three (an environment, a size, a flag or two); sixteen are four independent flags. An operation on several
 * such values tries at most `mostCombinations` of their possibilities.
 *
 * *Widening.* A loop whose number of rounds is known is unrolled; of any other the body is executed twice: once
 * to see what it changes, and once from a state in which all of that is "what it was, or unknown". Ticks of a
 * flow are such a loop: the first few are exact, so that a small state machine is, and then what still changes
 * is unknown.
 */

/** Possibilities of one value. */
export const mostChoices = 16;

/** Combinations of possibilities that one operation tries. */
export const mostCombinations = 64;

/** Steps (expressions, statements, calls, iterations) of one analysis. A large app takes some ten thousand. */
export const fuelPerAnalysis = 1_000_000;

/**
 * Steps that an object and an element of an array cost beside the one that makes them, so that what an analysis
 * can allocate with its fuel stays within some fifty megabytes.
 */
export const stepsPerObject = 10;
export const stepsPerElement = 2;

/** Steps for each object that something unknown gets hold of: all that it may do with them takes its time. */
export const stepsPerEscaped = 20;

/** Calls on the stack. Deeper recursion is unknown; some twelve native frames each stay well inside Node's stack. */
export const deepestCall = 64;

/** Functions that are followed there for any arguments, one inside the other, so that no call of a work gets lost. */
export const mostAnyway = 8;

/** From this depth on a call's changes are kept apart, so that recursion which never ends can be taken back. */
export const watchedCall = 32;

/**
 * Syntax in syntax, through calls as well: an expression counts as one, a statement as two. The native stack
 * ends at some fifteen hundred. Calls leave room for what stands in the innermost of them.
 */
export const deepestNesting = 900;
export const nestedStatement = 2;
export const nestingOfCalls = 600;
export const watchedNesting = 300;

/** Values in values in values: deeper ones end the analysis. */
export const deepestValue = 256;

/** Rounds of a loop that are unrolled while the app is constructed, where loops only count. */
export const mostRounds = 10_000;

/** The same in a tick, where loops await. */
export const mostTickRounds = 32;

/** Rounds that may have left their loop early keep a branch open each. */
export const mostOpenRounds = 16;

/** The same in a tick and in a work's body: a loop there that waits for something may take any number of rounds. */
export const mostOpenTickRounds = 3;

/** Ticks from exact states, and ticks in all: state that changes in a later one is unknown. */
export const exactTicks = 3;
export const mostTicks = 8;

/** Elements of an array, characters of a text that a built-in makes: more is nobody's structure. */
export const longestArray = 10_000;
export const longestText = 100_000;

/** Values that data comes to where it is written out whole, shared parts each time. */
export const mostExpanded = 100_000;

/** Data that is nested deeper holds itself, as far as we care. */
export const deepestData = 64;

/** Elements of a map that one `create` makes for different arguments. */
export const mostVariants = 8;

/** Items of a generator that is taken step by step. */
export const mostSteps = 64;

/** Elements that a loop over an array adds to it and still goes through. */
export const mostAdded = 1_000;

/** Times that one loop over an array tells its possible lengths apart, while it changes them. */
export const mostLengthForks = 3;

/**
 * Times that one function is followed when something unknown may call it, with all that comes of it: functions
 * that hand each other on would otherwise be followed in every order.
 */
export const mostCallbacks = 2;

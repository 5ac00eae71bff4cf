-- Calls: the 32nd Fibonacci number by the naive recursion.

local function fib(n) if n < 2 then return n end return fib(n-1) + fib(n-2) end
os.exit(fib(32) == 2178309 and 0 or 1)

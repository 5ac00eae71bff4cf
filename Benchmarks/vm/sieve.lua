-- Memory and loops: the primes to 2,000,000, three times.

local flags = {}
local function sieve(n)
  for i = 0, n do flags[i] = true end
  local count = 0
  for i = 2, n do
    if flags[i] then
      count = count + 1
      for j = i + i, n, i do flags[j] = false end
    end
  end
  return count
end
local count
for _ = 1, 3 do count = sieve(2000000) end
os.exit(count == 148933 and 0 or 1)

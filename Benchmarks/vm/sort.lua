-- Both: quicksort of 500,000 numbers.

local numbers = {}
local function fill(n)
  local x = 12345
  for i = 0, n - 1 do
    x = (x * 1103515245 + 12345) & 2147483647
    numbers[i] = x
  end
end
local function sort(low, high)
  if low < high then
    local pivot = numbers[(low + high) >> 1]
    local i, j = low, high
    repeat
      while numbers[i] < pivot do i = i + 1 end
      while numbers[j] > pivot do j = j - 1 end
      if i <= j then
        numbers[i], numbers[j] = numbers[j], numbers[i]
        i = i + 1
        j = j - 1
      end
    until i > j
    sort(low, j)
    sort(i, high)
  end
end
fill(500000)
sort(0, 499999)
local bad = 0
for i = 1, 499999 do if numbers[i] < numbers[i - 1] then bad = bad + 1 end end
os.exit(bad == 0 and 0 or 1)

// ERROR: 5:31: the value 256 of 'TOO' does not fit into 'unsigned char'
// ERROR: 6:10: an enumeration cannot be stored as 'float'
// ERROR: 7:32: the value 18446744073709551616 of 'TWO' does not fit into any integer type
// ERROR: 9:76: 'MORE' would be one more than the greatest number
enum g : unsigned char { ONE, TOO = 256 };
enum f : float { F };
enum { ONE1 = ~0ull, ZERO = 0, TWO = ~0ull * (__int128)1 + 1 };
enum h : __int128 { MOST = (__int128)(((unsigned __int128)1 << 127) - 1) };
enum i : __int128 { MOST1 = (__int128)(((unsigned __int128)1 << 127) - 1), MORE };

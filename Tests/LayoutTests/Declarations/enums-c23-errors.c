// ERROR: 4:31: the value 256 of 'TOO' does not fit into 'unsigned char'
// ERROR: 5:10: an enumeration cannot be stored as 'float'
// ERROR: 6:32: the value 18446744073709551616 of 'TWO' does not fit into any integer type
enum g : unsigned char { ONE, TOO = 256 };
enum f : float { F };
enum { ONE1 = ~0ull, ZERO = 0, TWO = ~0ull * (__int128)1 + 1 };

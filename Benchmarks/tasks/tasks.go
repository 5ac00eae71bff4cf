// The same with goroutines, on one processor but for `hash`.
//
//	tasks sleepers TASKS MILLISECONDS
//	tasks switch ROUNDS
//	tasks spawn COUNT
//	tasks echo
//	tasks hash JOBS ROUNDS THREADS
package main

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"net"
	"os"
	"runtime"
	"strconv"
	"sync"
	"sync/atomic"
	"time"
)

func number(index int) int64 {
	n, err := strconv.ParseInt(os.Args[index], 10, 64)
	if err != nil {
		os.Exit(2)
	}
	return n
}

func sleepers(count, milliseconds int64) {
	var group sync.WaitGroup
	start := time.Now()
	group.Add(int(count))
	for i := int64(0); i < count; i++ {
		go func() {
			time.Sleep(time.Duration(milliseconds) * time.Millisecond)
			group.Done()
		}()
	}
	group.Wait()
	fmt.Printf("tasks=%d wall_us=%d\n", count, time.Since(start).Microseconds())
}

//go:noinline
func inner(seed, rounds int64, pauses bool) int64 {
	a, b, c, d, e, f, g, h := seed+1, seed+2, seed+3, seed+4, seed+5, seed+6, seed+7, seed+8
	for i := int64(0); i < rounds; i++ {
		if pauses {
			runtime.Gosched()
		}
		sum := a + h
		a, b, c, d, e, f, g, h = b, c, d, e, f, g, h, sum
	}
	return ((a ^ c) + (e - g)) ^ h
}

//go:noinline
func middle(seed, rounds int64, pauses bool) int64 {
	mixed := seed ^ 0x5555
	return inner(mixed, rounds, pauses) + mixed
}

//go:noinline
func outer(seed, rounds int64, pauses bool) int64 {
	mixed := seed * 0x10001
	return middle(mixed, rounds, pauses) + mixed
}

func switches(rounds int64) {
	results := make(chan int64, 1000)
	start := time.Now()
	for i := 0; i < 2; i++ {
		go func() {
			var i int64
			for ; i < rounds; i++ {
				runtime.Gosched()
			}
			results <- i
		}()
	}
	count := <-results + <-results
	fmt.Printf("switches=%d ns_per_switch=%.2f\n", count, float64(time.Since(start).Nanoseconds())/float64(count))
	rounds /= 500
	start = time.Now()
	for i := int64(0); i < 1000; i++ {
		go func(seed int64) { results <- outer(seed, rounds, true) }(i)
	}
	var sum int64
	for i := 0; i < 1000; i++ {
		sum += <-results
	}
	elapsed := time.Since(start).Nanoseconds()
	for i := int64(0); i < 1000; i++ {
		sum -= outer(i, rounds, false)
	}
	if sum != 0 {
		os.Exit(1)
	}
	fmt.Printf("switches=%d deep_ns_per_switch=%.2f\n", rounds*1000, float64(elapsed)/float64(rounds*1000))
}

func spawn(count int64) {
	var sum int64
	result := make(chan int64)
	start := time.Now()
	for i := int64(0); i < count; i++ {
		go func(number int64) { result <- number }(i)
		sum += <-result
	}
	elapsed := time.Since(start).Nanoseconds()
	if sum*2 != count*(count-1) {
		os.Exit(1)
	}
	fmt.Printf("spawned=%d ns_each=%.2f\n", count, float64(elapsed)/float64(count))
}

func echo() {
	listener, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		os.Exit(1)
	}
	fmt.Printf("port=%d\n", listener.Addr().(*net.TCPAddr).Port)
	for {
		connection, err := listener.Accept()
		if err != nil {
			continue
		}
		go func() {
			defer connection.Close()
			var buffer [256]byte
			for {
				count, err := connection.Read(buffer[:])
				if err != nil {
					return
				}
				if _, err := connection.Write(buffer[:count]); err != nil {
					return
				}
			}
		}()
	}
}

func hash(jobs, rounds, threads int64) {
	var next int64
	var sum uint64
	var group sync.WaitGroup
	start := time.Now()
	group.Add(int(threads))
	for i := int64(0); i < threads; i++ {
		go func() {
			defer group.Done()
			var part uint64
			for {
				job := atomic.AddInt64(&next, 1) - 1
				if job >= jobs {
					break
				}
				var digest [32]byte
				digest[0] = byte(job)
				for round := int64(0); round < rounds; round++ {
					digest = sha256.Sum256(digest[:])
				}
				part += binary.BigEndian.Uint64(digest[:])
			}
			atomic.AddUint64(&sum, part)
		}()
	}
	group.Wait()
	fmt.Printf("jobs=%d rounds=%d threads=%d digest=%016x wall_us=%d\n", jobs, rounds, threads, sum, time.Since(start).Microseconds())
}

func main() {
	if len(os.Args) < 2 {
		os.Exit(2)
	}
	what := os.Args[1]
	if what == "hash" {
		runtime.GOMAXPROCS(int(number(4)))
	} else {
		runtime.GOMAXPROCS(1)
	}
	switch what {
	case "sleepers":
		sleepers(number(2), number(3))
	case "switch":
		switches(number(2))
	case "spawn":
		spawn(number(2))
	case "echo":
		echo()
	case "hash":
		hash(number(2), number(3), number(4))
	default:
		os.Exit(2)
	}
}

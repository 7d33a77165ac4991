// Verify checks what the Gazette publishes with nothing of ours: Go's own sumdb/note and sumdb/tlog.
//
//	verify log DIR VKEY [OLD_CHECKPOINT]   a folder in the C2SP tlog-tiles layout
//	verify proofs FILE                     inclusion and consistency proofs of one log, as JSON
//	verify receipt FILE ENTRY VKEY         a .tlog-proof file for the entry in the file ENTRY
//	verify cosigned CHECKPOINT VKEY WITNESS_NAME WITNESS_KEY   a checkpoint that a witness signed too
//
// It prints one line and ends with 0 when everything holds, with 1 otherwise.
package main

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const tileHeight = 8

func main() {
	said, err := run(os.Args[1:])
	if err != nil {
		fmt.Println("refused:", err)
		os.Exit(1)
	}
	fmt.Println("ok:", said)
}

func run(words []string) (string, error) {
	switch {
	case len(words) >= 3 && words[0] == "log":
		return verifyLog(words[1], words[2], words[3:])
	case len(words) == 2 && words[0] == "proofs":
		return verifyProofs(words[1])
	case len(words) == 4 && words[0] == "receipt":
		return verifyReceipt(words[1], words[2], words[3])
	case len(words) == 5 && words[0] == "cosigned":
		return verifyCosigned(words[1], words[2], words[3], words[4])
	}
	return "", errors.New("no such command")
}

// openCheckpoint returns the tree head in a note that the log's key signed, named after the log.
func openCheckpoint(raw []byte, vkey string, others ...note.Verifier) (tlog.Tree, *note.Note, error) {
	log, err := note.NewVerifier(vkey)
	if err != nil {
		return tlog.Tree{}, nil, err
	}
	opened, err := note.Open(raw, note.VerifierList(append(others, log)...))
	if err != nil {
		return tlog.Tree{}, nil, err
	}
	bySelf := false
	for _, signature := range opened.Sigs {
		bySelf = bySelf || (signature.Name == log.Name() && signature.Hash == log.KeyHash())
	}
	lines := strings.Split(opened.Text, "\n")
	if !bySelf || len(lines) < 4 || lines[0] != log.Name() {
		return tlog.Tree{}, nil, errors.New("the log did not sign it in its own name")
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil || strconv.FormatInt(size, 10) != lines[1] {
		return tlog.Tree{}, nil, errors.New("no size")
	}
	root, err := tlog.ParseHash(lines[2])
	return tlog.Tree{N: size, Hash: root}, opened, err
}

// layoutPath turns Go's tile path, which names the height, into that of C2SP tlog-tiles, which does not.
func layoutPath(tile tlog.Tile) string {
	return strings.Replace(tile.Path(), fmt.Sprintf("tile/%d/", tileHeight), "tile/", 1)
}

// folder reads tiles from disk; tlog.TileHashReader checks each against the root before it uses it.
type folder string

func (f folder) Height() int { return tileHeight }

func (f folder) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	var read [][]byte
	for _, tile := range tiles {
		raw, err := os.ReadFile(filepath.Join(string(f), layoutPath(tile)))
		if err != nil {
			return nil, err
		}
		read = append(read, raw)
	}
	return read, nil
}

func (f folder) SaveTiles([]tlog.Tile, [][]byte) {}

// entries returns the entries of all bundles, each exactly filled.
func (f folder) entries(size int64) ([][]byte, error) {
	var all [][]byte
	for int64(len(all)) < size {
		tile := tlog.Tile{H: tileHeight, L: 0, N: int64(len(all)) >> tileHeight, W: 1 << tileHeight}
		if left := size - int64(len(all)); left < 1<<tileHeight {
			tile.W = int(left)
		}
		path := strings.Replace(layoutPath(tile), "tile/0/", "tile/entries/", 1)
		raw, err := os.ReadFile(filepath.Join(string(f), path))
		if err != nil {
			return nil, err
		}
		for n := 0; n < tile.W; n++ {
			if len(raw) < 2 || len(raw) < 2+int(binary.BigEndian.Uint16(raw)) {
				return nil, fmt.Errorf("%s is cut short", path)
			}
			end := 2 + int(binary.BigEndian.Uint16(raw))
			all, raw = append(all, raw[2:end]), raw[end:]
		}
		if len(raw) != 0 {
			return nil, fmt.Errorf("%s goes on after its last entry", path)
		}
	}
	return all, nil
}

// stored is Go's own store of hashes, filled from the entries.
type stored []tlog.Hash

func (s stored) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	var read []tlog.Hash
	for _, index := range indexes {
		if index >= int64(len(s)) {
			return nil, errors.New("a hash beyond the log")
		}
		read = append(read, s[index])
	}
	return read, nil
}

func storedOf(leaves []tlog.Hash) (stored, error) {
	var all stored
	for n, leaf := range leaves {
		hashes, err := tlog.StoredHashesForRecordHash(int64(n), leaf, all)
		if err != nil {
			return nil, err
		}
		all = append(all, hashes...)
	}
	return all, nil
}

func verifyLog(dir, vkey string, older []string) (string, error) {
	raw, err := os.ReadFile(filepath.Join(dir, "checkpoint"))
	if err != nil {
		return "", err
	}
	tree, _, err := openCheckpoint(raw, vkey)
	if err != nil {
		return "", err
	}
	entries, err := folder(dir).entries(tree.N)
	if err != nil {
		return "", err
	}
	var leaves []tlog.Hash
	for _, entry := range entries {
		leaves = append(leaves, tlog.RecordHash(entry))
	}
	own, err := storedOf(leaves)
	if err != nil {
		return "", err
	}
	if root, err := tlog.TreeHash(tree.N, own); err != nil || root != tree.Hash {
		return "", errors.New("the entries do not give the signed root")
	}
	tiles := 0
	for _, tile := range tlog.NewTiles(tileHeight, 0, tree.N) {
		// Go lists every partial tile on the way; only that of this size has to be there.
		if last := int(tree.N >> (tileHeight * uint(tile.L)) & (1<<tileHeight - 1)); tile.W < 1<<tileHeight && tile.W != last {
			continue
		}
		expected, err := tlog.ReadTileData(tile, own)
		if err != nil {
			return "", err
		}
		published, err := os.ReadFile(filepath.Join(dir, layoutPath(tile)))
		if err != nil || !bytes.Equal(expected, published) {
			return "", fmt.Errorf("tile %s is not what the entries give", layoutPath(tile))
		}
		tiles++
	}
	// The published tiles alone must carry a proof of every entry.
	reader := tlog.TileHashReader(tree, folder(dir))
	for n, leaf := range leaves {
		proof, err := tlog.ProveRecord(tree.N, int64(n), reader)
		if err != nil {
			return "", err
		}
		if err := tlog.CheckRecord(proof, tree.N, tree.Hash, int64(n), leaf); err != nil {
			return "", err
		}
	}
	for _, path := range older {
		if err := checkOlder(path, vkey, tree, reader); err != nil {
			return "", err
		}
	}
	return fmt.Sprintf("%d entries, %d tiles, %d older checkpoints", tree.N, tiles, len(older)), nil
}

func checkOlder(path, vkey string, tree tlog.Tree, reader tlog.HashReader) error {
	raw, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	old, _, err := openCheckpoint(raw, vkey)
	if err != nil {
		return err
	}
	proof, err := tlog.ProveTree(tree.N, old.N, reader)
	if err != nil {
		return err
	}
	return tlog.CheckTree(proof, tree.N, tree.Hash, old.N, old.Hash)
}

// proofs is what the tests write: roots[n] is the root of the first n entries; hashes are in base64.
type proofs struct {
	Leaves    []tlog.Hash `json:"leaves"`
	Roots     []tlog.Hash `json:"roots"`
	Inclusion []struct {
		Index int64       `json:"index"`
		Size  int64       `json:"size"`
		Proof []tlog.Hash `json:"proof"`
	} `json:"inclusion"`
	Consistency []struct {
		Old   int64       `json:"old"`
		New   int64       `json:"new"`
		Proof []tlog.Hash `json:"proof"`
	} `json:"consistency"`
}

func verifyProofs(path string) (string, error) {
	raw, err := os.ReadFile(path)
	if err != nil {
		return "", err
	}
	var given proofs
	if err := json.Unmarshal(raw, &given); err != nil {
		return "", err
	}
	own, err := storedOf(given.Leaves)
	if err != nil {
		return "", err
	}
	for size := 1; size < len(given.Roots); size++ {
		if root, err := tlog.TreeHash(int64(size), own); err != nil || root != given.Roots[size] {
			return "", fmt.Errorf("the root of size %d", size)
		}
	}
	for _, one := range given.Inclusion {
		made, err := tlog.ProveRecord(one.Size, one.Index, own)
		if err != nil {
			return "", err
		}
		if err := tlog.CheckRecord(one.Proof, one.Size, given.Roots[one.Size], one.Index, given.Leaves[one.Index]); err != nil {
			return "", err
		}
		if !same(made, one.Proof) {
			return "", errors.New("an inclusion proof that Go makes otherwise")
		}
	}
	for _, one := range given.Consistency {
		made, err := tlog.ProveTree(one.New, one.Old, own)
		if err != nil {
			return "", err
		}
		if err := tlog.CheckTree(one.Proof, one.New, given.Roots[one.New], one.Old, given.Roots[one.Old]); err != nil {
			return "", err
		}
		if !same(made, one.Proof) {
			return "", errors.New("a consistency proof that Go makes otherwise")
		}
	}
	return fmt.Sprintf("%d inclusion, %d consistency", len(given.Inclusion), len(given.Consistency)), nil
}

func same(made, given []tlog.Hash) bool {
	if len(made) != len(given) {
		return false
	}
	for i := range made {
		if made[i] != given[i] {
			return false
		}
	}
	return true
}

func verifyReceipt(path, entryPath, vkey string) (string, error) {
	raw, err := os.ReadFile(path)
	if err != nil {
		return "", err
	}
	entry, err := os.ReadFile(entryPath)
	if err != nil {
		return "", err
	}
	head, checkpoint, found := strings.Cut(string(raw), "\n\n")
	lines := strings.Split(head, "\n")
	if !found || lines[0] != "c2sp.org/tlog-proof@v1" {
		return "", errors.New("not a tlog-proof")
	}
	lines = lines[1:]
	if strings.HasPrefix(lines[0], "extra ") {
		lines = lines[1:]
	}
	index, err := strconv.ParseInt(strings.TrimPrefix(lines[0], "index "), 10, 64)
	if err != nil {
		return "", err
	}
	var proof tlog.RecordProof
	for _, line := range lines[1:] {
		hash, err := tlog.ParseHash(line)
		if err != nil {
			return "", err
		}
		proof = append(proof, hash)
	}
	tree, _, err := openCheckpoint([]byte(checkpoint), vkey)
	if err != nil {
		return "", err
	}
	if err := tlog.CheckRecord(proof, tree.N, tree.Hash, index, tlog.RecordHash(entry)); err != nil {
		return "", err
	}
	return fmt.Sprintf("entry %d of %d", index, tree.N), nil
}

// witness verifies cosignature/v1, which note does not know of.
type witness struct {
	name string
	key  ed25519.PublicKey
}

func (w witness) Name() string { return w.name }

func (w witness) KeyHash() uint32 {
	hash := sha256.Sum256(append([]byte(w.name+"\n\x04"), w.key...))
	return binary.BigEndian.Uint32(hash[:])
}

func (w witness) Verify(text, signature []byte) bool {
	if len(signature) != 8+ed25519.SignatureSize {
		return false
	}
	at := binary.BigEndian.Uint64(signature)
	return ed25519.Verify(w.key, []byte(fmt.Sprintf("cosignature/v1\ntime %d\n%s", at, text)), signature[8:])
}

func verifyCosigned(path, vkey, name, key string) (string, error) {
	raw, err := os.ReadFile(path)
	if err != nil {
		return "", err
	}
	public, err := base64.StdEncoding.DecodeString(key)
	if err != nil || len(public) != ed25519.PublicKeySize {
		return "", errors.New("no witness key")
	}
	_, opened, err := openCheckpoint(raw, vkey, witness{name, public})
	if err != nil {
		return "", err
	}
	if len(opened.Sigs) != 2 {
		return "", errors.New("the witness did not sign it")
	}
	return "signed by log and witness", nil
}

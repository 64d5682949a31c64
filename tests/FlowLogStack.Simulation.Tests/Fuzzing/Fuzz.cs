using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace FlowLogStack.Simulation.Tests;

/// <summary>Runs parsers of a language on seeded texts made of its words.</summary>
/// <remarks>
/// Each case ends with a result or a <see cref="FormatException"/>, within limits of time and memory. <c>FUZZ_CASES</c> sets the number of cases,
/// <c>FUZZ_FIRST</c> the first; <c>tests/fuzz</c> runs a million of each.
/// </remarks>
static class Fuzz
{
    const int Usual = 2000;
    const int Seed = 20261129;
    const long MostBytes = 1L << 30;
    static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    static int Cases => Number("FUZZ_CASES", Usual);

    static int First => Number("FUZZ_FIRST", 0);

    /// <summary>Runs all cases.</summary>
    /// <param name="make">Creates the text of a case.</param>
    /// <param name="take">Parses it, and uses the result.</param>
    internal static void Run(Func<Random, string> make, Action<string> take)
    {
        var accepted = 0;
        for (var number = First; number < First + Cases; number++)
        {
            var text = make(new Random(Seed ^ (number * 7919)));
            var (time, before) = (Stopwatch.GetTimestamp(), GC.GetAllocatedBytesForCurrentThread());
            try
            {
                take(text);
                accepted++;
            }
            catch (FormatException e)
            {
                Assert.False(string.IsNullOrWhiteSpace(e.Message));
            }
            catch (Exception e)
            {
                Assert.Fail($"Case {number}: {e}\n{text}");
            }

            Assert.True(Stopwatch.GetElapsedTime(time) < Longest, $"Case {number} takes {Stopwatch.GetElapsedTime(time)}:\n{text}");
            Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < MostBytes,
                $"Case {number} takes {GC.GetAllocatedBytesForCurrentThread() - before} bytes:\n{text}");
        }

        // If no text is valid, only the first word is tested.
        Assert.True(accepted > Cases / 100, $"{accepted} of {Cases} cases were taken.");
    }

    /// <summary>Returns a text of a language's words: a valid one with changes, random words, or repetitions.</summary>
    /// <param name="random">Random numbers of the case.</param>
    /// <param name="valid">Valid texts.</param>
    /// <param name="words">Words and separators.</param>
    internal static string Text(Random random, string[] valid, string[] words)
    {
        switch (random.Next(10))
        {
            case 0:
                return string.Concat(Enumerable.Range(0, random.Next(1, 20)).Select(_ => Pick(random, words)));
            case 1:
                // Many opening brackets.
                var (open, middle, close) = (Pick(random, words), Pick(random, valid), Pick(random, words));
                var times = random.Next(1, random.Next(2) == 0 ? 30 : 3000);
                return string.Concat(Enumerable.Repeat(open, times)) + middle + string.Concat(Enumerable.Repeat(close, times));
            case 2:
                return Pick(random, valid);
            default:
                var text = new StringBuilder(Pick(random, valid));
                for (var changes = random.Next(1, 5); changes > 0; changes--)
                    Change(random, text, valid, words);
                return text.ToString();
        }
    }

    internal static T Pick<T>(Random random, T[] items) => items[random.Next(items.Length)];

    /// <summary>Replaces a random node below a root with an odd value, or adds or removes a property.</summary>
    /// <param name="root">The document, which is changed.</param>
    /// <param name="random">Random numbers of the case.</param>
    /// <param name="odd">JSON texts.</param>
    internal static void Change(JsonNode root, Random random, string[] odd)
    {
        var at = root;
        while (true)
        {
            var children = at switch
            {
                JsonObject { Count: > 0 } item => item.Select(pair => (object)pair.Key).ToList(),
                JsonArray { Count: > 0 } list => [.. Enumerable.Range(0, list.Count).Select(index => (object)index)],
                _ => [],
            };
            if (children.Count == 0)
                return;
            var chosen = children[random.Next(children.Count)];
            var child = chosen is string name ? at[name] : at[(int)chosen];
            if (child is JsonObject or JsonArray && random.Next(8) > 0)
            {
                at = child;
                continue;
            }

            var value = JsonNode.Parse(Pick(random, odd));
            if (chosen is not string property)
                ((JsonArray)at)[(int)chosen] = value;
            else if (random.Next(6) == 0)
                ((JsonObject)at).Remove(property);
            else if (random.Next(10) == 0)
                ((JsonObject)at)["added"] = value;
            else
                ((JsonObject)at)[property] = value;
            return;
        }
    }

    static void Change(Random random, StringBuilder text, string[] valid, string[] words)
    {
        var at = random.Next(text.Length + 1);
        var length = Math.Min(random.Next(6), text.Length - at);
        switch (random.Next(6))
        {
            case 0:
                text.Remove(at, length);
                break;
            case 1:
                text.Insert(at, Pick(random, words));
                break;
            case 2:
                text.Remove(at, length).Insert(at, Pick(random, words));
                break;
            case 3:
                text.Insert(at, (char)(random.Next(10) == 0 ? random.Next(0x20, 0xFFFF) : random.Next(0x09, 0x7F)));
                break;
            case 4:
                var other = Pick(random, valid);
                var from = random.Next(other.Length);
                text.Insert(at, other.AsSpan(from, random.Next(other.Length - from)));
                break;
            default:
                text.Insert(at, text.ToString(at, length));
                break;
        }
    }

    static int Number(string variable, int usual) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : usual;
}

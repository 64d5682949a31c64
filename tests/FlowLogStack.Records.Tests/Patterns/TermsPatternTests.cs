namespace FlowLogStack.Records.Tests;

public sealed class TermsPatternTests
{
    const string Bad = "[ERROR 400] BAD REQUEST";
    const string Unauthorized = "[ERROR 401] UNAUTHORIZED REQUEST";
    const string Missing = "[ERROR 419] MISSING ARGUMENTS";

    [Theory]
    [InlineData("%AUTHORIZED%", Unauthorized, true)]
    [InlineData("%AUTHORIZED%", "[SUCCESS 200] AUTHORIZED REQUEST", true)]
    [InlineData("%AUTHORIZED%", Bad, false)]
    [InlineData("ERROR", Bad, true)]
    [InlineData("ERROR", "Exiting with ERRORCODE: -1", true)]
    [InlineData("ERROR", "an error", false)]
    [InlineData("ERROR ARGUMENTS", Missing, true)]
    [InlineData("ERROR ARGUMENTS", Bad, false)]
    [InlineData("?ERROR ?ARGUMENTS", Bad, true)]
    [InlineData("?ERROR ?ARGUMENTS", "MISSING ARGUMENTS", true)]
    [InlineData("?ERROR ?ARGUMENTS", "OK", false)]
    [InlineData("?ERROR ?ARGUMENTS REQUEST", "[INFO] REQUEST FAILED", true)]
    [InlineData("?ERROR ?ARGUMENTS REQUEST", "[WARN] UNAUTHORIZED REQUEST", true)]
    [InlineData("?ERROR ?ARGUMENTS REQUEST", Missing, false)]
    [InlineData("\"INTERNAL SERVER ERROR\"", "[ERROR 500] INTERNAL SERVER ERROR", true)]
    [InlineData("\"INTERNAL SERVER ERROR\"", "INTERNAL ERROR ON SERVER", false)]
    [InlineData("ERROR -ARGUMENTS", Bad, true)]
    [InlineData("ERROR -ARGUMENTS", Missing, false)]
    [InlineData("\" \"", "x", false)]
    [InlineData("\" \"", "x y", true)]
    [InlineData("\"  \"", "x y", false)]
    [InlineData("\"\"", "", true)]
    [InlineData("\"\"", " ", true)]
    [InlineData("?A ?B -C", "nothing", true)]
    [InlineData("?A ?B -C", "A C", false)]
    [InlineData("?A ?B D", "A", false)]
    [InlineData("%a\\sb%", "a\nb", true)]
    [InlineData("%\\x61\\x2E%", "a.", true)]
    [InlineData("\"\"", "x", true)]
    [InlineData("", "x", true)]
    [InlineData("  ", "", true)]
    [InlineData("\"[ERROR]\" Exception", "[ERROR] Unhandled Exception", true)]
    [InlineData("\"[ERROR]\" Exception", "[WARN] Unhandled Exception", false)]
    [InlineData("-ERROR", "OK", true)]
    [InlineData("-ERROR", Bad, false)]
    [InlineData("-\"BAD REQUEST\"", Bad, false)]
    [InlineData("?\"BAD REQUEST\" ?nothing", Bad, true)]
    [InlineData("?WARN -ERROR", Bad, false)]
    [InlineData("?WARN -ERROR", "OK", true)]
    [InlineData("REJECT NODATA", "2 1 eni - - - - - - - 1 2 - NODATA", false)]
    [InlineData("REJECT -OK", "2 1 eni a b 1 2 6 1 1 1 2 REJECT OK", false)]
    [InlineData("\"say \\\"hi\\\"\"", "they say \"hi\"", true)]
    [InlineData("\"back\\\\slash\"", "back\\slash", true)]
    [InlineData("\"\u00e9\"", "caf\u00e9", true)]
    [InlineData("%^ERROR% %9$%", "ERROR 9", true)]
    [InlineData("-%^ERROR%", "ERROR 9", false)]
    [InlineData("snake_case", "a snake_case word", true)]
    public void Selects_events_by_their_terms(string pattern, string message, bool expected) => Assert.Equal(expected, Matching.Selects(pattern, message));

    [Fact]
    public void Extracts_nothing() => Assert.Equal("", Matching.Values("ERROR", Bad));
}

using System.Globalization;

namespace FlowLogStack.Simulation;

/// <summary>Readable numbers.</summary>
static class NumberText
{
    static readonly string[] ByteUnits = ["B", "kB", "MB", "GB", "TB", "PB", "EB"];
    static readonly string[] Magnitudes = ["", "k", "M", "G", "T", "P", "E"];

    /// <summary>Returns the value with at most four decimals and digits in groups of three; values below 0.1 with four significant digits.</summary>
    public static string Exact(double value) =>
        value != 0 && Math.Abs(value) < 0.1
            ? value.ToString("G4", CultureInfo.InvariantCulture)
            : value.ToString("#,0.####", CultureInfo.InvariantCulture);

    /// <summary>Returns an integer with digits in groups of three.</summary>
    public static string Count(long value) => value.ToString("#,0", CultureInfo.InvariantCulture);

    /// <summary>Returns at most three significant digits, for axis labels: <c>1.5k</c>.</summary>
    public static string Short(double value) => Scaled(value, Magnitudes, "");

    /// <summary>Returns bytes in decimal units with three significant digits: <c>1.34 GB</c>.</summary>
    public static string Bytes(double value) => Scaled(value, ByteUnits, " ");

    /// <summary>Returns a share of a whole in percent: <c>3.1 %</c>.</summary>
    public static string Share(double part, double whole)
    {
        var percent = whole <= 0 ? 0 : 100 * part / whole;
        var text = percent.ToString(percent >= 10 ? "0" : "0.#", CultureInfo.InvariantCulture);
        return part > 0 && text == "0" ? "under 0.1 %" : $"{text} %";
    }

    /// <summary>Returns a count with its noun: <c>1 record</c>, <c>2 records</c>.</summary>
    public static string Plural(long count, string noun) => $"{Count(count)} {noun}{(count == 1 ? "" : "s")}";

    /// <summary>Returns a change with its sign: <c>+2</c>, <c>−3</c>, or <c>0</c> for none.</summary>
    /// <param name="change">The change.</param>
    /// <param name="size">Its size as text.</param>
    public static string Change(long change, string size) => change == 0 ? "0" : $"{(change > 0 ? '+' : '−')}{size}";

    static string Scaled(double value, string[] units, string gap)
    {
        var magnitude = 0;
        for (; Math.Abs(value) >= 999.5 && magnitude < units.Length - 1; value /= 1000)
            magnitude++;
        var format = Math.Abs(value) >= 100 ? "0" : Math.Abs(value) >= 10 ? "0.#" : Math.Abs(value) >= 0.01 || value == 0 ? "0.##" : "G2";
        return $"{value.ToString(format, CultureInfo.InvariantCulture)}{gap}{units[magnitude]}";
    }
}

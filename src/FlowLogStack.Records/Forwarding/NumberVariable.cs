using System.Globalization;

namespace FlowLogStack.Records;

/// <summary>A variable of a processor function that is a whole number.</summary>
/// <param name="Name">The variable's name.</param>
/// <param name="Default">The value if the variable is absent.</param>
/// <param name="Least">The smallest value.</param>
/// <param name="Most">The largest value.</param>
sealed record NumberVariable(string Name, int Default, int Least, int Most)
{
    /// <summary>Returns the text of a value.</summary>
    /// <param name="value">The value.</param>
    /// <param name="place">Setting that contains the value, for the message.</param>
    /// <exception cref="ArgumentException">The function would not start with this value.</exception>
    public string Render(double value, string place) =>
        value >= Least && value <= Most && value == Math.Floor(value)
            ? value.ToString(CultureInfo.InvariantCulture)
            : throw new ArgumentException(string.Create(
                CultureInfo.InvariantCulture,
                $"{place} must be a whole number from {Least} to {Most}, but is {value}. The default is {Default}."));

    /// <summary>Returns the value of a text; null if it is not valid.</summary>
    public int? Parse(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= Least && number <= Most ? number : null;
}

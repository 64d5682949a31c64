using System.Globalization;

namespace FlowLogStack.Soak;

/// <summary>How much to drive the function with.</summary>
sealed record SoakOptions
{
    /// <summary>Records to send. Default: 2,100,000.</summary>
    public int Records { get; init; } = 2_100_000;

    /// <summary>The most minutes; what is not sent by then is not sent. Default: 45.</summary>
    public int Minutes { get; init; } = 45;

    /// <summary>The seed of everything that is drawn. Default: 1.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>The event shapes; empty for all.</summary>
    public IReadOnlyList<string> Kinds { get; init; } = [];

    /// <summary>The function's runtime: managed, or native, which <c>.ci/native</c> makes. Default: managed.</summary>
    public string Runtime { get; init; } = PublishedPackage.Managed;

    /// <summary>The file that receives the result; null for the console alone.</summary>
    public string? Result { get; init; }

    /// <summary>Reads a command line.</summary>
    /// <exception cref="ArgumentException">An argument is unknown or not a number.</exception>
    public static SoakOptions Parse(string[] arguments)
    {
        var options = new SoakOptions();
        for (var i = 0; i < arguments.Length; i += 2)
        {
            var value = i + 1 < arguments.Length ? arguments[i + 1] : throw new ArgumentException($"{arguments[i]} has no value. Add one.");
            options = arguments[i] switch
            {
                "--records" => options with { Records = Number(arguments[i], value) },
                "--minutes" => options with { Minutes = Number(arguments[i], value) },
                "--seed" => options with { Seed = Number(arguments[i], value) },
                "--kinds" => options with { Kinds = value.Split(',') },
                "--runtime" when value is PublishedPackage.Managed or PublishedPackage.Native => options with { Runtime = value },
                "--runtime" => throw new ArgumentException($"--runtime must be managed or native, but is '{value}'."),
                "--result" => options with { Result = value },
                _ => throw new ArgumentException($"'{arguments[i]}' is not an option. Use --records, --minutes, --seed, --kinds, --runtime or --result."),
            };
        }

        return options;
    }

    static int Number(string option, string value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? number
            : throw new ArgumentException($"{option} must be 1 or greater, but is '{value}'.");
}

using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using FlowLogStack.Processing;
using FlowLogStack.Records;

namespace FlowLogStack.Simulation;

/// <summary>AWS prices in USD for the resources of flow logs. A GB is 2^30 bytes, a month 730 hours.</summary>
/// <remarks>The free tier and discounts aren't included: they apply to a whole account and are often used up.</remarks>
public sealed record PriceList
{
    const decimal Terabyte = 1024;

    /// <summary>List prices of us-east-1 in November 2026, from secondary sources that <c>docs/costs.md</c> lists. Check your own prices.</summary>
    public static PriceList Default { get; } = new();

    /// <summary>
    /// Price of a GB delivered to a log group of the class STANDARD. Default: 0.50 for the first 10 TB of a month, 0.25 for the next 20, 0.10 for the
    /// next 20, then 0.05.
    /// </summary>
    public ImmutableArray<PriceTier> DeliveryToLogGroup { get; init; } =
        [new(10 * Terabyte, 0.50m), new(20 * Terabyte, 0.25m), new(20 * Terabyte, 0.10m), new(null, 0.05m)];

    /// <summary>
    /// Price of a GB delivered to S3, Firehose or a log group of the class INFREQUENT_ACCESS. Default: 0.25, 0.15, 0.075 and 0.05, for the same
    /// amounts.
    /// </summary>
    public ImmutableArray<PriceTier> DeliveryToBucket { get; init; } =
        [new(10 * Terabyte, 0.25m), new(20 * Terabyte, 0.15m), new(20 * Terabyte, 0.075m), new(null, 0.05m)];

    /// <summary>Price of a GB converted to Parquet, in addition to its delivery. Default: 0.035.</summary>
    public decimal ParquetConversion { get; init; } = 0.035m;

    /// <summary>Price of a GB sent to a Firehose stream with Direct PUT, in steps of 5 KB for each record. Default: 0.029.</summary>
    public decimal FirehoseIngestion { get; init; } = 0.029m;

    /// <summary>Price of a GB of vended logs, such as flow logs, sent to a Firehose stream. Default: 0.075.</summary>
    public decimal FirehoseVendedIngestion { get; init; } = 0.075m;

    /// <summary>Price of a GB that a Firehose stream divides into folders by values of records (dynamic partitioning). Default: 0.02.</summary>
    public decimal FirehosePartitioning { get; init; } = 0.02m;

    /// <summary>Price of a GB of records that a trail sends to a log group. Default: 0.50.</summary>
    public decimal TrailIngestion { get; init; } = 0.50m;

    /// <summary>Price of 100,000 data events of a trail. Default: 0.10.</summary>
    public decimal DataEvents { get; init; } = 0.10m;

    /// <summary>Price of a compressed GB stored in a log group for a month. Default: 0.03.</summary>
    public decimal LogStorage { get; init; } = 0.03m;

    /// <summary>Price of a GB stored in S3 for a month. Default: 0.023, the class STANDARD.</summary>
    public decimal BucketStorage { get; init; } = 0.023m;

    /// <summary>Price of a custom metric for a month in which it always has data. Default: 0.30.</summary>
    public decimal Metric { get; init; } = 0.30m;

    /// <summary>Price of a metric in an alarm for a month. Default: 0.10.</summary>
    public decimal AlarmMetric { get; init; } = 0.10m;

    /// <summary>Price of a metric in an anomaly detection alarm for a month. Default: 0.30, because it counts three times.</summary>
    public decimal AnomalyAlarmMetric { get; init; } = 0.30m;

    /// <summary>Price of a metric in a high-resolution alarm, with periods of 10, 20 or 30 seconds, for a month. Default: 0.30.</summary>
    public decimal HighResolutionAlarmMetric { get; init; } = 0.30m;

    /// <summary>Price of a metric in a high-resolution anomaly detection alarm for a month. Default: 0.90, because it counts three times.</summary>
    public decimal HighResolutionAnomalyAlarmMetric { get; init; } = 0.90m;

    /// <summary>Price of a composite alarm for a month. Default: 0.50.</summary>
    public decimal CompositeAlarm { get; init; } = 0.50m;

    /// <summary>Price of a Contributor Insights rule for a month. Default: 0.50.</summary>
    public decimal InsightRule { get; init; } = 0.50m;

    /// <summary>Price of one million events that a Contributor Insights rule matches. Default: 0.02.</summary>
    public decimal InsightRuleMillion { get; init; } = 0.02m;

    /// <summary>Price of a dashboard for a month. Default: 3.00.</summary>
    public decimal Dashboard { get; init; } = 3.00m;

    /// <summary>Price of a customer managed key for a month. Default: 1.00.</summary>
    public decimal Key { get; init; } = 1.00m;

    /// <summary>Price of a secret for a month. Default: 0.40.</summary>
    public decimal Secret { get; init; } = 0.40m;

    /// <summary>Price of a GB that a NAT gateway processes. Default: 0.045.</summary>
    public decimal NatGatewayGigabyte { get; init; } = 0.045m;

    /// <summary>Price of a GB between two Availability Zones. Default: 0.02: 0.01 for each side.</summary>
    public decimal CrossZoneGigabyte { get; init; } = 0.02m;

    /// <summary>Price of a GB from one Region to another. Default: 0.02.</summary>
    public decimal CrossRegionGigabyte { get; init; } = 0.02m;

    /// <summary>Price of a public IPv4 address for a month, in use or idle. Default: 3.65: 0.005 an hour.</summary>
    public decimal PublicAddress { get; init; } = 3.65m;

    /// <summary>Price of a <c>t3.micro</c> instance for a month. Default: 7.592: 0.0104 an hour.</summary>
    public decimal MicroInstance { get; init; } = 7.592m;

    /// <summary>Price of a GB of a gp3 volume for a month. Default: 0.08.</summary>
    public decimal VolumeGigabyte { get; init; } = 0.08m;

    /// <summary>Parses prices that differ from the defaults.</summary>
    /// <param name="json">
    /// One object with the prices by name, in camel case: <c>{"metric":0.28,"deliveryToBucket":[{"gigabytes":10240,"dollars":0.3},{"dollars":0.2}]}</c>.
    /// A number for a price with tiers applies to all tiers.
    /// </param>
    /// <param name="name">Name of the price list in messages.</param>
    /// <exception cref="FormatException">The text isn't a valid price list. The message contains the place, the value and the fix.</exception>
    public static PriceList Parse(string json, string name)
    {
        ArgumentNullException.ThrowIfNull(json);
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
            if (document.RootElement.ValueKind is not JsonValueKind.Object)
                throw new FormatException($"{name} is not a list of prices. Use one object, such as {{\"metric\":0.28}}.");
            var prices = new PriceList();
            foreach (var given in document.RootElement.EnumerateObject())
                prices.Set(given, name);
            return prices;
        }
        catch (JsonException e)
        {
            throw new FormatException($"{name}: line {e.LineNumber + 1}: the list of prices is not well-formed JSON: {JsonFault.ReasonOf(e)}", e);
        }
    }

    /// <summary>Returns the cost of an amount in addition to a previous amount.</summary>
    internal static decimal Tiered(ImmutableArray<PriceTier> tiers, decimal before, decimal gigabytes)
    {
        var (dollars, from) = (0m, 0m);
        foreach (var tier in tiers)
        {
            var to = tier.Gigabytes is { } size ? from + size : decimal.MaxValue;
            dollars += Math.Max(0, Math.Min(before + gigabytes, to) - Math.Max(before, from)) * tier.Dollars;
            from = to;
        }

        return dollars;
    }

    // A separate instance, so its properties can be set.
    void Set(JsonProperty given, string name)
    {
        var known = typeof(PriceList).GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.CanWrite)
            .ToDictionary(property => JsonNamingPolicy.CamelCase.ConvertName(property.Name));
        if (!known.TryGetValue(given.Name, out var property))
        {
            var nearest = Nearest.To(given.Name, known.Keys);
            throw new FormatException($"{name}: '{given.Name}' is not a known price.{(nearest is null ? "" : $" Did you mean '{nearest}'?")} Known "
                + $"prices: {string.Join(", ", known.Keys)}.");
        }

        if (property.PropertyType == typeof(decimal))
            property.SetValue(this, Price(given.Value, name, given.Name));
        else
            property.SetValue(this, Tiers(given.Value, name, given.Name));
    }

    static ImmutableArray<PriceTier> Tiers(JsonElement value, string name, string place)
    {
        if (value.ValueKind is not JsonValueKind.Array)
            return [new PriceTier(null, Price(value, name, place))];
        var tiers = new List<PriceTier>();
        foreach (var (tier, index) in value.EnumerateArray().Select((tier, index) => (tier, index)))
        {
            var at = string.Create(CultureInfo.InvariantCulture, $"{place}[{index}]");
            if (tier.ValueKind is not JsonValueKind.Object || !tier.TryGetProperty("dollars", out var dollars))
                throw new FormatException($"{name}: {at} is not a tier. Use {{\"gigabytes\":10240,\"dollars\":0.5}}, and the last one without gigabytes.");
            decimal? size = tier.TryGetProperty("gigabytes", out var gigabytes) ? Price(gigabytes, name, at + ".gigabytes") : null;
            tiers.Add(new PriceTier(size, Price(dollars, name, at + ".dollars")));
        }

        return tiers.Count > 0 && tiers[^1].Gigabytes is null && tiers.SkipLast(1).All(tier => tier.Gigabytes > 0)
            ? [.. tiers]
            : throw new FormatException($"{name}: {place} must have a last tier without gigabytes, for all that is left, and all others with.");
    }

    static decimal Price(JsonElement value, string name, string place) =>
        value.ValueKind is JsonValueKind.Number && value.TryGetDecimal(out var price) && price >= 0
            ? price
            : throw new FormatException($"{name}: {place} is {value.GetRawText()}, and must be a number from 0.");
}

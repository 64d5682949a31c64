using System.Globalization;
using Amazon.CDK;

namespace FlowLogStack;

/// <summary>Ages at which S3 deletes or moves objects, in whole days.</summary>
static class Ages
{
    /// <summary>Returns an age in days; null if its value is known only at the deployment.</summary>
    /// <exception cref="ArgumentException">The age is not a whole number of days, 1 or greater.</exception>
    internal static int? InDays(Duration age, string what)
    {
        if (age.IsUnresolved())
            return null;
        var days = age.InDays();
        return days >= 1 && days == Math.Floor(days)
            ? (int)days
            : throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
                $"{what} after {days:0.####} days, but S3 counts whole days. Use at least Duration.Days(1) and no fractions."));
    }
}

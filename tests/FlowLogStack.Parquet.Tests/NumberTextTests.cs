using System.Globalization;
using System.Text;

namespace FlowLogStack.Parquet.Tests;

public sealed class NumberTextTests
{
    [Fact]
    public void A_number_has_its_digits_and_no_others()
    {
        var random = new Random(7);
        List<long> numbers = [0, 9, 10, 99, 100, int.MaxValue, int.MinValue, uint.MaxValue, long.MaxValue, long.MinValue];
        for (var power = 1L; power < long.MaxValue / 10; power *= 10)
            numbers.AddRange([power - 1, power, power + 1, -power, random.NextInt64(power, power * 10)]);
        foreach (var number in numbers)
        {
            Assert.Equal(number.ToString(CultureInfo.InvariantCulture), Text(number, isUnsigned: false));
            Assert.Equal(((ulong)number).ToString(CultureInfo.InvariantCulture), Text(number, isUnsigned: true));
        }
    }

    static string Text(long number, bool isUnsigned)
    {
        var bytes = new byte[NumberText.MostLength];
        var length = isUnsigned ? NumberText.WriteUnsigned((ulong)number, ref bytes[0]) : NumberText.Write(number, ref bytes[0]);
        return Encoding.ASCII.GetString(bytes, 0, length);
    }
}
